import './week.css'

interface Tide {
  readonly day: string
  readonly high: string
  readonly low: string
}

export const tides: readonly Tide[] = [
  { day: 'Monday', high: '03:12', low: '09:31' },
  { day: 'Tuesday', high: '04:01', low: '10:20' },
  { day: 'Wednesday', high: '04:49', low: '11:08' },
  { day: 'Thursday', high: '05:38', low: '11:57' },
  { day: 'Friday', high: '06:26', low: '12:45' },
  { day: 'Saturday', high: '07:15', low: '13:34' },
  { day: 'Sunday', high: '08:03', low: '14:22' },
]

export function tableOf(rows: readonly Tide[]): HTMLTableElement {
  const table = document.createElement('table')
  for (const { day, high, low } of rows) {
    const row = table.insertRow()
    for (const text of [day, `high ${high}`, `low ${low}`]) row.insertCell().textContent = text
  }
  return table
}
