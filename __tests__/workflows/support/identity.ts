// GitHub's token endpoint and the part of STS that takes its tokens: who may be which role is for the trust policy to say.

import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { LocalAws } from '../../../local/index.ts'
import { tag, xmlDocument } from '../../../local/xml/write.ts'
import type { Claims, Roles } from './roles.ts'

export interface Identity {
  /** What every step is told. */
  readonly env: Readonly<Record<string, string>>
  /** Every role that was asked for, and whether the trust policy let it be assumed. */
  readonly asked: readonly { readonly role: string; readonly trusted: boolean; readonly seconds: number }[]
  close(): Promise<void>
}

interface Options {
  /** Settles when it is known who asks; a token is held back until then. */
  readonly claims: Promise<Claims>
  readonly roles: Roles
  /** Answers what else STS is asked. */
  readonly aws: LocalAws
}

const SECRET = 'request-token'

export async function startIdentity({ claims, roles, aws }: Options): Promise<Identity> {
  const asked: { role: string; trusted: boolean; seconds: number }[] = []

  async function token(url: URL, authorization: string | undefined): Promise<Answer> {
    if (authorization !== `Bearer ${SECRET}`) return { status: 401, body: 'no bearer' }
    const said = await claims.catch(() => undefined)
    if (said === undefined) return { status: 403, body: 'The target is not the one that was expected.' }
    const payload = { ...said, aud: url.searchParams.get('audience') ?? '' }
    return { status: 200, body: JSON.stringify({ value: `e30.${base64(JSON.stringify(payload))}.unsigned` }) }
  }

  function assume(form: URLSearchParams): Answer {
    const role = form.get('RoleArn') ?? ''
    const payload = (form.get('WebIdentityToken') ?? '').split('.')[1] ?? ''
    const keys = roles.take(role, JSON.parse(Buffer.from(payload, 'base64url').toString()))
    asked.push({ role, trusted: keys !== undefined, seconds: Number(form.get('DurationSeconds')) })
    return keys === undefined ? denied : assumed(role, keys)
  }

  async function sts(asking: IncomingMessage): Promise<Answer> {
    const body = await text(asking)
    const form = new URLSearchParams(body)
    return form.get('Action') === 'AssumeRoleWithWebIdentity' ? assume(form) : await askLocal(aws, asking, body)
  }

  const server = createServer(async (asking, response) => {
    const url = new URL(asking.url ?? '/', 'http://identity')
    const { status, body } =
      asking.method === 'GET' ? await token(url, asking.headers.authorization) : await sts(asking)
    response.writeHead(status).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: SECRET,
      AWS_ENDPOINT_URL_STS: endpoint,
    },
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly body: string
}

/** As it was asked: the host is part of what was signed. */
async function askLocal({ endpoint }: LocalAws, { headers }: IncomingMessage, body: string): Promise<Answer> {
  const passing = request(endpoint, { method: 'POST', headers }).end(body)
  const [answer] = await once(passing, 'response')
  return { status: answer.statusCode, body: await text(answer) }
}

const STS = 'https://sts.amazonaws.com/doc/2011-06-15/'

const denied: Answer = {
  status: 403,
  body: xmlDocument(
    'ErrorResponse',
    [
      tag('Error', [
        tag('Code', 'AccessDenied'),
        tag('Message', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
      ]),
    ],
    STS,
  ),
}

function assumed(role: string, keys: Readonly<Record<string, string>>): Answer {
  const [, account, name] = /::(\d+):role\/(.+)$/.exec(role) ?? []
  const credentials = [
    tag('AccessKeyId', keys.AWS_ACCESS_KEY_ID ?? ''),
    tag('SecretAccessKey', keys.AWS_SECRET_ACCESS_KEY ?? ''),
    tag('SessionToken', 'session'),
  ]
  const user = [tag('Arn', `arn:aws:sts::${account}:assumed-role/${name}/session`)]
  const result = [tag('Credentials', credentials), tag('AssumedRoleUser', user)]
  return {
    status: 200,
    body: xmlDocument('AssumeRoleWithWebIdentityResponse', [tag('AssumeRoleWithWebIdentityResult', result)], STS),
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64url')
}
