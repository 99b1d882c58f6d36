import { tag, type Xml } from '../xml/write.ts'
import type { Origin, OriginGroup } from './origins.ts'
import { quantified } from './rendering.ts'

/** A bucket behind an origin access control. */
export function originParts({ id, bucket, path }: Origin): Xml[] {
  return [
    tag('Id', id),
    tag('DomainName', `${bucket}.s3.us-east-1.amazonaws.com`),
    tag('OriginPath', path),
    quantified('CustomHeaders', []),
    tag('S3OriginConfig', [tag('OriginAccessIdentity', '')]),
    tag('ConnectionAttempts', 3),
    tag('ConnectionTimeout', 10),
    tag('OriginAccessControlId', 'ELOCALACCESS'),
  ]
}

export function originGroupParts({ id, members, statuses }: OriginGroup): Xml[] {
  const codes = statuses.map((status) => tag('StatusCode', status))
  return [
    tag('Id', id),
    tag('FailoverCriteria', [quantified('StatusCodes', codes)]),
    quantified(
      'Members',
      members.map((member) => tag('OriginGroupMember', [tag('OriginId', member)])),
    ),
  ]
}
