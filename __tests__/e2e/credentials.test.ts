// Who the built action is, where nobody hands it keys: a container, an instance, an identity of the web, a profile.

import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openStage, type Stage, site } from './support/stage.ts'

let stage: Stage
let server: Server
let folder: string
beforeAll(async () => {
  stage = await openStage()
  folder = await mkdtemp(join(tmpdir(), 'credentials-'))
  server = createServer((request, response) => {
    const answer = answerTo(request)
    response.writeHead(answer === undefined ? 404 : 200).end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await writeFile(join(folder, 'token'), 'a-token-of-the-cluster')
  const { id, secret } = keys('profile')
  await writeFile(
    join(folder, 'credentials'),
    `[deployer]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
  )
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
  await stage.close()
})

/** Each source hands out a pair of its own, by which the journal knows who asked. */
function keys(source: string) {
  const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = stage.aws.envFor(source)
  return { id, secret }
}

/** The agent of a container, the metadata of an instance, and STS, each under the path that the SDK asks for. */
function answerTo({ method, url = '', headers }: IncomingMessage): string | undefined {
  const metadata = '/latest/meta-data/iam/security-credentials/'
  if (url === '/of-the-container') return headers.authorization === 'of-the-agent' ? document('container') : undefined
  if (url === '/latest/api/token') return method === 'PUT' ? 'a-token-of-the-session' : undefined
  if (headers['x-aws-ec2-metadata-token'] === 'a-token-of-the-session') {
    if (url === metadata) return 'deployer'
    if (url === `${metadata}deployer`) return document('instance')
  }
  return url === '/sts/' ? assumed('web-identity') : undefined
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

function document(source: string): string {
  const { id, secret } = keys(source)
  const pair = { AccessKeyId: id, SecretAccessKey: secret, Token: 'token', Expiration: inAnHour() }
  return JSON.stringify({ Code: 'Success', ...pair })
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function assumed(source: string): string {
  const { id, secret } = keys(source)
  const pair = `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>`
  const rest = `<SessionToken>token</SessionToken><Expiration>${inAnHour()}</Expiration>`
  const inner = `<AssumeRoleWithWebIdentityResult><Credentials>${pair}${rest}</Credentials></AssumeRoleWithWebIdentityResult>`
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${inner}</AssumeRoleWithWebIdentityResponse>`
}

const nobody = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }

test.each<[source: string, env: (url: string) => Readonly<Record<string, string>>]>([
  [
    'container',
    (url) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/of-the-container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'of-the-agent',
    }),
  ],
  ['instance', (url) => ({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url })],
  [
    'web-identity',
    (url) => ({
      AWS_ENDPOINT_URL_STS: `${url}/sts`,
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/deployer',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    }),
  ],
  ['profile', () => ({ AWS_PROFILE: 'deployer', AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') })],
])('without keys in the environment, those of the %s count', async (source, env) => {
  stage.aws.journal.clear()
  const { port } = server.address() as AddressInfo
  const inputs = { mode: 'plan' }
  const run = { inputs, env: { ...nobody, ...env(`http://127.0.0.1:${port}`) } }
  const { outputs } = await stage.deploy(site(1), run)

  expect(outputs.outcome).toBe('planned')
  const askers = new Set(stage.aws.journal.entries.flatMap(({ accessKey }) => accessKey ?? []))
  expect([...askers]).toEqual([keys(source).id])
})
