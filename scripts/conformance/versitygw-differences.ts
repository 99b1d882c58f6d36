import type { Difference } from './rival.ts'

/** What versitygw 1.8.0 is known not to do; nearly all of it follows from keys being files. */
export const versitygwDifferences: Readonly<Record<string, Difference>> = {
  'a second put replaces the headers together with the bytes': {
    instead: 'headers that the second put does not name stay',
    shows: "+   'no-cache'",
  },
  'a replacing copy onto itself changes all headers and not the bytes': {
    instead: 'headers that the copy does not name stay',
    shows: "+   'no-cache'",
  },
  'empty and dotted parts of a key arrive unchanged': {
    instead: 'keys are file names, so such parts are lost or refused',
    shows: 'ObjectParentIsFile',
  },
  'a key may be a folder of other keys too': {
    instead: 'a file cannot be a folder',
    shows: 'ObjectParentIsFile',
  },
  'a stream is stored without the framing it is sent in': {
    instead: 'the bytes are right, but Content-Encoding keeps aws-chunked',
    shows: "+ 'br,aws-chunked'",
  },
  'a delete of a version where there is nothing gets NoSuchKey': {
    instead: 'the delete succeeds',
    shows: "+ '200'",
  },
  'a delete of any version takes whichever there is': {
    instead: 'the asterisk is taken for an ETag',
    shows: "+ '412 PreconditionFailed'",
  },
  'a quiet batch tells nothing but errors': {
    instead: 'every key is told',
    shows: "Key: 'a'",
  },
  'a batch of more than 1,000 keys is refused': {
    instead: 'there is no limit',
    shows: "+ '200'",
  },
  'a key in a batch may be of a known version only; the others go on': {
    instead: 'ETags in a batch are ignored',
    shows: "+   'changed'",
  },
  'a copy is STANDARD unless it says otherwise, whatever its source is': {
    instead: 'there is one storage class, and it is told on a HEAD',
    shows: "+ 'STANDARD'",
  },
  'a copy of any other version is refused when the source is that one': {
    instead: 'the refusal is a 304',
    shows: "+ '304",
  },
  'a copy that must be the first is refused where there is an object': {
    instead: 'conditions on the destination of a copy are ignored',
    shows: "+ '200'",
  },
  'a copy that replaces a known version is refused when that is another': {
    instead: 'conditions on the destination of a copy are ignored',
    shows: "+ '200'",
  },
  'keys are told percent-encoded when that is asked for': {
    instead: 'they are told as they are',
    shows: 'URI malformed',
  },
  'a continuation token that was never given is refused': {
    instead: 'any token is a key to begin after',
    shows: "+ '200'",
  },
  'a bucket in another region sends a client there, with the region in a header': {
    instead: 'the gateway has one region and refuses signatures for others',
    shows: 'AuthorizationHeaderMalformed',
  },
  'an access key that nobody has is refused': {
    instead: 'the refusal has another name',
    shows: "+ '404 XAdminUserNotFound'",
  },
}
