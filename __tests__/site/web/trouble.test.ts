// The kind of a trouble, by the codes of Node's errors, wherever in an error they stand.

import { expect, test } from '@jest/globals'
import { troubleOf } from '../../../src/site/web/trouble.ts'

const coded = (code: string): Error => Object.assign(new Error('secret'), { code })

test.each([
  ['ENOTFOUND', 'no such name'],
  ['EAI_AGAIN', 'no such name'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'silent'],
  ['UND_ERR_CONNECT_TIMEOUT', 'silent'],
  ['UND_ERR_HEADERS_TIMEOUT', 'silent'],
  ['ECONNRESET', 'cut off'],
  ['UND_ERR_SOCKET', 'cut off'],
  ['CERT_HAS_EXPIRED', 'certificate expired'],
  ['CERT_NOT_YET_VALID', 'certificate expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate of another name'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate of unknown issuer'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate of unknown issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate of unknown issuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate of unknown issuer'],
  ['EPROTO', 'no TLS'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'no TLS'],
  ['CERT_REVOKED', 'no TLS'],
  ['HPE_INVALID_CONSTANT', 'garbled'],
  ['Z_DATA_ERROR', 'garbled'],
  ['ERR_BROTLI_DECODER_ERROR_UNREACHABLE', 'garbled'],
  ['UND_ERR_HEADERS_OVERFLOW', 'garbled'],
  ['EWHATEVER', 'failed'],
])('%s: %s', (code, trouble) => {
  expect(troubleOf(new TypeError('fetch failed', { cause: coded(code) }))).toEqual({ trouble, code })
})

test('of several attempts, the first one tells', () => {
  const cause = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')])
  expect(troubleOf(new TypeError('fetch failed', { cause }))).toEqual({ trouble: 'refused', code: 'ECONNREFUSED' })
})

test('what has no code is told without its message', () => {
  expect(troubleOf(new Error('secret'))).toEqual({ trouble: 'failed', code: '' })
  expect(troubleOf('secret')).toEqual({ trouble: 'failed', code: '' })
})
