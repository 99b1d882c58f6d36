// Certificates made on the spot: self-signed, for a name, from a day to a day.

import { generateKeyPairSync, sign } from 'node:crypto'

export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** X.509 of version 3 with a key of P-256. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function certificateFor(name: string, from: Date, until: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const holder = sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))))
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    holder,
    sequence(time(from), time(until)),
    holder,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority, names(name))),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey))
  const whole = sequence(told, ecdsaWithSha256, signature).toString('base64')
  const cert = `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(0x30, ...content)
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(number: number): readonly number[] {
  const digits = [number & 127]
  for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128)
  return digits
}

/** UTCTime, with two digits for the year. */
function time(date: Date): Buffer {
  return der(0x17, Buffer.from(date.toISOString().replace(/^20|[-:T]|\.\d+/g, '')))
}

/** Subject alternative names: this one. */
function names(name: string): Buffer {
  return sequence(oid('2.5.29.17'), der(0x04, sequence(der(0x82, Buffer.from(name)))))
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/** It may vouch for itself, where somebody trusts it. */
const authority = sequence(oid('2.5.29.19'), der(0x04, sequence(der(0x01, Buffer.from([255])))))
