import { Refusal } from './reply.ts'
import type { Denials } from './service.ts'

/** How services other than S3 turn away who is not known: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export const queryDenials: Denials = {
  anonymous: new Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'),
  unknownKey: new Refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
  skewed: new Refusal(403, 'SignatureDoesNotMatch', 'Signature expired: the request was signed at another time.'),
}
