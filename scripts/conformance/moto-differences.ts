import type { Difference } from './rival.ts'

/** What moto 5.2.5 is known not to do: it holds requests to little, and to no signature at all. */
export const motoDifferences: Readonly<Record<string, Difference>> = {
  ...doneAllTheSame(
    'a key of more than 1,024 bytes is refused',
    'bytes that do not have the checksum sent with them are refused and not stored',
    'a Content-MD5 is held to as well',
    'a Content-MD5 that is none is an invalid digest',
    'a batch of more than 1,000 keys is refused',
    'a copy of a known version is refused when the source is another',
    'a copy into another bucket of a known version is refused when the source is another',
    'parts in another order than that of their numbers are refused',
    'a copy that must be the first is refused where there is an object',
    'a copy that replaces a known version is refused when that is another',
    'a continuation token that was never given is refused',
    'a bucket in another region sends a client there, with the region in a header',
    'a bucket of somebody else than expected is not touched',
    'an access key that nobody has is refused',
    'a request signed an hour ago is refused',
    'the same reference with other paths is refused',
    'a path that does not begin with a slash is refused',
    'a path with a wildcard inside is refused',
    'a path of more than 4,000 characters is refused',
    'a quantity that is not the number of paths is refused',
    'more than 3,000 paths in progress are refused',
    'more than 15 wildcards in progress are refused',
    'an invalidation of no paths is refused',
  ),
  'a delete of any version takes whichever there is': {
    instead: 'the asterisk is taken for an ETag',
    shows: "+ '412 PreconditionFailed'",
  },
  'a quiet batch tells nothing but errors': {
    instead: 'every key is told',
    shows: "Key: 'a'",
  },
  'a key in a batch may be of a known version only; the others go on': {
    instead: 'ETags in a batch are ignored',
    shows: "+   'changed'",
  },
  'a listing comes in pages of at most 1,000 keys, none twice, none left out': {
    instead: 'a page has as many keys as are asked for',
    shows: '1003 !== 1000',
  },
  'an upload is listed until it is aborted, and then unknown': {
    instead: 'completing an aborted upload breaks the server',
    shows: "+ '500 Error'",
  },
  'a request without a signature is denied': {
    instead: 'anybody may ask anything',
    shows: '404 !== 403',
  },
  'a managed cache policy tells its TTLs and its cache key': {
    instead: 'it has no cache policies',
    shows: 'XML parse error',
  },
  'a cache policy that does not exist is told so': {
    instead: 'it has no cache policies',
    shows: "+ '404 Error'",
  },
  'an invalidation is InProgress or Completed, spelled so': {
    instead: 'it is complete at once, and spelled in capitals',
    shows: "+ 'COMPLETED'",
  },
  'the same reference with the same paths is the same invalidation': {
    instead: 'each is a new one',
    shows: 'strictly equal',
  },
}

/** Cases of a refusal that does not come. */
function doneAllTheSame(...names: readonly string[]): Record<string, Difference> {
  return Object.fromEntries(names.map((name) => [name, { instead: 'it is done all the same', shows: "+ '200'" }]))
}
