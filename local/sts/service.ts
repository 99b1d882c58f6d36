import type { Call } from '../http/call.ts'
import { queryDenials } from '../http/denials.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import type { Service } from '../http/service.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import { tag, xmlDocument } from '../xml/write.ts'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** STS in the query protocol; it knows who is calling and nothing else. */
export function stsService(): Service {
  return {
    name: 'sts',
    claims: (call) => call.method === 'POST' && call.path === '/' && actionIn(call) !== undefined,
    operationOf: (call) => ({
      name: actionIn(call) ?? `${call.method} ${call.path}`,
      subject: {},
      changes: false,
      act: () => perform(call),
    }),
    refuse: ({ status, code, message, headers }, call) => ({
      status,
      headers: { 'Content-Type': 'text/xml', ...headers },
      body: xmlDocument(
        'ErrorResponse',
        [
          tag('Error', [tag('Type', status < 500 ? 'Sender' : 'Receiver'), tag('Code', code), tag('Message', message)]),
          tag('RequestId', call.id),
        ],
        NAMESPACE,
      ),
    }),
    headers: (call) => ({ 'x-amzn-RequestId': call.id }),
    denials: queryDenials,
  }
}

function actionIn({ body }: Call): string | undefined {
  return new URLSearchParams(body.toString()).get('Action') ?? undefined
}

function perform(call: Call): Reply {
  if (actionIn(call) !== 'GetCallerIdentity') {
    throw new Refusal(400, 'InvalidAction', `Could not find operation ${actionIn(call)} for version 2011-06-15`)
  }
  const identity = [
    tag('Arn', `arn:aws:sts::${ACCOUNT}:assumed-role/local/session`),
    tag('UserId', 'AROALOCALLOCALLOCAL00:session'),
    tag('Account', ACCOUNT),
  ]
  const body = xmlDocument(
    'GetCallerIdentityResponse',
    [tag('GetCallerIdentityResult', identity), tag('ResponseMetadata', [tag('RequestId', call.id)])],
    NAMESPACE,
  )
  return { status: 200, headers: { 'Content-Type': 'text/xml' }, body }
}
