// Records of any kind that may be written, odd names and all.

import fc from 'fast-check'
import type { Provenance } from '../../../src/shared/provenance.ts'
import type { Headers } from '../../../src/site/file-model.ts'
import type { CurrentRecord, RecordedFile } from '../../../src/site/record-model.ts'
import { byBytes } from '../../../src/site/records/order.ts'

/** Texts that get lost on the way: control characters, quotes, names that objects have, halves of surrogates, length. */
export const odd = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '"',
    '\\',
    '\\ud83e',
    '\ud83e',
    '\udd9c',
    '🦜',
    '\uffee',
    '\u2028',
    '\0',
    '\n',
  ),
  fc.constantFrom('1', '10', '2', 'ü', 'u\u0308', '{"a":1}', 'a//b', '../a', ' ', 'x'.repeat(1000)),
)

const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/)
const etag = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}(-[1-9]\d?)?$/),
  odd.filter((text) => !text.includes('"')),
)
const time = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const text = fc.oneof(odd, fc.constant(''))
const whole = fc.maxSafeNat()
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

/** Plain objects only, as those of a record are. */
function recordOf<Type>(parts: { [Name in keyof Type]: fc.Arbitrary<Type[Name]> }): fc.Arbitrary<Type> {
  return fc.record(parts, { noNullPrototype: true })
}

const headers: fc.Arbitrary<Headers> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('Cache-Control', 'Content-Type', '__proto__', 'constructor', '10', '9'),
    fc.stringMatching(/^x-amz-meta-[\w!#$%&'*+.^`|~-]{1,9}$/),
  ),
  text,
  { maxKeys: 4, noNullPrototype: true },
)

const provenance: fc.Arbitrary<Provenance> = recordOf({
  repository: text,
  workflow: text,
  commit: text,
  ref: text,
  run: text,
  number: whole,
  attempt: whole,
  actor: text,
  environment: text,
})

const prefix = fc.oneof(
  fc.constantFrom('', 'dist', 'a/b', '.colt-deploy-not'),
  odd.filter((text) => !/^\/|\/$/.test(text)),
)

/** Different keys of a prefix, in the order of their bytes. */
function keysBelow(prefix: string): fc.Arbitrary<readonly string[]> {
  const path = odd.filter((text) => !text.endsWith('/') && !text.startsWith('.colt-deploy/'))
  const start = prefix === '' ? '' : `${prefix}/`
  return fc.uniqueArray(path, { maxLength: 12 }).map((paths) => paths.map((one) => start + one).sort(byBytes))
}

function fileAt(key: string): fc.Arbitrary<RecordedFile> {
  return recordOf({
    key: fc.constant(key),
    role: fc.constantFrom('asset', 'page', 'entry', 'worker-manifest'),
    size: whole,
    sha256: maybe(sha256),
    etag,
    headers: maybe(headers),
    hashed: fc.boolean(),
    mayHaveSettings: fc.boolean(),
  })
}

const sequences = fc.uniqueArray(fc.oneof(fc.nat(30), whole), { minLength: 1, maxLength: 6 })
const end = { release: whole, ended: time, condemned: fc.boolean() }

/** Valid records whose lists are in their order. */
export const currentRecords: fc.Arbitrary<CurrentRecord> = fc
  .tuple(prefix, sequences, fc.nat(5))
  .chain(([prefix, numbers, split]) => {
    const known = numbers.slice(split).sort((a, b) => a - b)
    const live = known.pop() ?? Number.MAX_SAFE_INTEGER
    const begun = numbers.slice(0, split).filter((number) => number !== live)
    return keysBelow(prefix).chain((keys) =>
      recordOf({
        live: recordOf({
          bucket: text,
          prefix: fc.constant(prefix),
          sequence: fc.constant(live),
          provenance,
          time,
          restores: maybe(whole),
          content: sha256,
          files: fc.tuple(...keys.filter((_, index) => index % 3 > 0).map(fileAt)),
        }),
        fence: whole,
        nonce: text,
        asOf: time,
        hold: maybe(recordOf({ actor: text, time, run: text, reason: text })),
        history: fc.tuple(
          ...known.map((sequence) =>
            recordOf({
              sequence: fc.constant(sequence),
              provenance,
              time,
              restores: maybe(whole),
              content: sha256,
              ended: time,
              left: fc.boolean(),
              missing: fc.array(text, { maxLength: 3 }),
            }),
          ),
        ),
        ledger: fc.tuple(
          ...keys.filter((_, index) => index % 3 === 0).map((key) => recordOf({ file: fileAt(key), ...end })),
        ),
        kept: fc
          .uniqueArray(
            recordOf({
              ...{
                sha256,
                size: whole,
                etag,
                key: fc.constantFrom('', ...keys, `${prefix === '' ? '' : `${prefix}/`}k`),
              },
              ...{ was: fc.oneof(etag, fc.constant('')), ...end },
            }),
            { selector: (one) => one.sha256, maxLength: 4 },
          )
          .map((kept) => kept.sort((a, b) => byBytes(a.sha256, b.sha256))),
        begun: fc.tuple(...begun.map((sequence) => recordOf({ sequence: fc.constant(sequence), ended: time }))),
        rehashed: fc.array(text, { maxLength: 3 }).map((names) => names.sort(byBytes)),
        purged: fc.array(recordOf({ glob: text, until: whole }), { maxLength: 3 }),
      }),
    )
  })
