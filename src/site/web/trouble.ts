// Why a visit had no answer, by the codes that Node gives its errors.

import type { Trouble, TroubleKind } from '../ports.ts'

/** https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes, undici's `UND_ERR_*` */
const kinds: readonly (readonly [codes: RegExp, kind: TroubleKind])[] = [
  [/^(?:ENOTFOUND|EAI_.*|ENODATA|ESERVFAIL)$/, 'no such name'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'silent'],
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'cut off'],
  [/^(?:CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'certificate expired'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'certificate of another name'],
  [/SELF_SIGNED_CERT|^UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|^CERT_UNTRUSTED$/, 'certificate of unknown issuer'],
  [/^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*|CERT_.*)$/, 'no TLS'],
  [/^(?:HPE_.*|Z_.*|ERR__?(?:ERROR_)?(?:BROTLI|FORMAT|PADDING|ZSTD).*|UND_ERR_.*)$/, 'garbled'],
]

/** The message of an error is never told: it may hold a header that is a secret. */
export function troubleOf(error: unknown): Trouble {
  const code = codeOf(error)
  const [, kind] = kinds.find(([codes]) => codes.test(code)) ?? [undefined, 'failed' as const]
  return { trouble: kind, code }
}

/** The innermost code, through causes and through the attempts at several addresses of one name. */
function codeOf(error: unknown): string {
  const { cause, errors }: { cause?: unknown; errors?: unknown } = Object(error)
  const within = [cause, ...(Array.isArray(errors) ? errors : [])].filter((inner) => inner !== undefined)
  return within.map(codeOf).find((found) => found !== '') ?? ownCode(error)
}

/** The parser of HTTP does not always say which of its errors it is. */
function ownCode(error: unknown): string {
  const { code, name }: { code?: unknown; name?: unknown } = Object(error)
  if (typeof code === 'string') return code
  return name === 'HTTPParserError' ? 'HPE_INVALID' : ''
}
