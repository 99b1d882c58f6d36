import { Refusal } from '../http/reply.ts'

// The refusals of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

export function noSuchKey(key: string): Refusal {
  return new Refusal(404, 'NoSuchKey', 'The specified key does not exist.', { details: { Key: key } })
}

export function noSuchBucket(name: string): Refusal {
  return new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', { details: { BucketName: name } })
}

export function noSuchUpload(id: string): Refusal {
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'
  return new Refusal(404, 'NoSuchUpload', message, { details: { UploadId: id } })
}

export function preconditionFailed(condition: string): Refusal {
  const message = 'At least one of the pre-conditions you specified did not hold'
  return new Refusal(412, 'PreconditionFailed', message, { details: { Condition: condition } })
}

export function accessDenied(message = 'Access Denied'): Refusal {
  return new Refusal(403, 'AccessDenied', message)
}

export function invalidArgument(message: string, name: string, value: string): Refusal {
  return new Refusal(400, 'InvalidArgument', message, { details: { ArgumentName: name, ArgumentValue: value } })
}

export function invalidRequest(message: string): Refusal {
  return new Refusal(400, 'InvalidRequest', message)
}

export function malformedXml(): Refusal {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema'
  return new Refusal(400, 'MalformedXML', message)
}

/** What S3 says of a header or a query parameter that it does not know; here also of what Local AWS does not know. */
export function notImplemented(what: Readonly<Record<string, string>>): Refusal {
  const message = 'A header you provided implies functionality that is not implemented'
  return new Refusal(501, 'NotImplemented', message, { details: what })
}

export function methodNotAllowed(method: string): Refusal {
  const message = 'The specified method is not allowed against this resource.'
  return new Refusal(405, 'MethodNotAllowed', message, { details: { Method: method } })
}
