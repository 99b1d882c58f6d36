// One grammar for every error: what could not be done: why. what to do.

import { expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'

test.each([
  { why: '', hint: '', says: 'Could not upload app.js.' },
  { why: 'AccessDenied', hint: '', says: 'Could not upload app.js: AccessDenied.' },
  { why: '', hint: 'Run again.', says: 'Could not upload app.js. Run again.' },
  { why: 'AccessDenied', hint: 'Ask Ann.', says: 'Could not upload app.js: AccessDenied. Ask Ann.' },
  { why: 'it said “No.”', hint: '', says: 'Could not upload app.js: it said “No.”.' },
  { why: 'it ended in a stop.', hint: 'Run again.', says: 'Could not upload app.js: it ended in a stop. Run again.' },
  { why: 'who knows?', hint: 'Ask Ann.', says: 'Could not upload app.js: who knows? Ask Ann.' },
])('why “$why” and hint “$hint” read as “$says”', ({ why, hint, says }) => {
  expect(new Failure('Could not upload app.js', { why, hint }).message).toBe(says)
})

test('a sentence that has its end already gets no second one', () => {
  expect(new Failure('Input mode: “x” is not one of deploy, plan.').message).toBe(
    'Input mode: “x” is not one of deploy, plan.',
  )
})

test('the parts and the cause stay readable for whoever catches it', () => {
  const cause = new Error('low level')
  const failure = new Failure('Could not read a', { why: 'it is gone', hint: 'Build again.', cause })

  expect(failure).toMatchObject({ name: 'Failure', why: 'it is gone', hint: 'Build again.', cause })
  expect(failure).toBeInstanceOf(Error)
})
