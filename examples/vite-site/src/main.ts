import chart from './chart.svg?no-inline'
import './site.css'

const week = document.querySelector('#week')

document.querySelector('#chart')?.setAttribute('src', chart)
document.querySelector('#show')?.addEventListener('click', showWeek)

async function showWeek(): Promise<void> {
  const { tableOf, tides } = await import('./week')
  week?.replaceChildren(tableOf(tides))
}
