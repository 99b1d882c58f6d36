// The one time that all files of an archive have: fixed by the content, so that the same bundle is the same bytes.
//
// It is not the same for all bundles, because web servers make ETags of a file's time and size: with one time for ever,
// a file that changed and kept its size would go on being “not modified” in every browser.

const firstYear = 1980
const days = 4000
/** An archive knows every second one. */
const steps = 7200

/**
 * A time in the years 1980 to 1990, by the clock of this machine, as archives know no time zones. It is between noon and
 * four, where no zone of those years ever moved its clock.
 */
export function archiveTime(identity: string): Date {
  const number = Number.parseInt(identity.slice(0, 12), 16)
  return new Date(firstYear, 0, 1 + (number % days), 12, 0, 2 * (Math.floor(number / days) % steps))
}
