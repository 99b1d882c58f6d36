// How long a lease lasts, in milliseconds, and why two holders never meet.
//
// A lease lasts 30 seconds. Whoever sent no renewal for 20 of them stops, and nobody else begins before that renewal is 32
// seconds old: there are twelve for requests that were aborted on their way, and for stamps in whole seconds.

/** From the sending of one write to the sending of the next. */
export const RENEWED_EVERY = 10_000
/** Before a renewal, or giving back, is tried again. */
export const TRIED_AGAIN_AFTER = 1_000
/** A try without an answer is not waited for any longer; an answer that still comes counts. */
export const TRIED_FOR = 3_000
/** By the holder's own clock, from the sending of its last successful write. */
export const LOST_AFTER = 20_000
/** By the store's clock, from its last writing. */
export const TAKEN_OVER_AFTER = 32_000
export const GIVEN_BACK_WITHIN = 4_000
export const WAITED_FOR = 600_000
/** While waiting, from one look to the next, give or take a quarter. */
export const LOOKED_EVERY = 2_000
/** While waiting, from one line in the log to the next. */
export const TOLD_EVERY = 30_000
