// How long a verdict waits, in milliseconds.

/** Good samples in a row, and the least time from one to the next. */
export const HELD = 3
export const HELD_APART = 15_000
/** Health below what is asked, after Ready. */
export const BELOW_FOR = 300_000
/** The same where it is red, which is no mere warming up. */
export const RED_FOR = 120_000
/** An instance that runs another version, or none that can be seen. */
export const BEHIND_FOR = 180_000
/** Another label than the wanted one: answers of AWS may lag behind each other. */
export const MISLABELLED_FOR = 60_000
/** HTTP looks that go right in a row, and the time that they may go wrong. */
export const RIGHT = 3
export const WRONG_FOR = 120_000
/** Polls: the first pause, and the longest. */
export const FIRST_PAUSE = 10_000
export const LONGEST_PAUSE = 30_000
