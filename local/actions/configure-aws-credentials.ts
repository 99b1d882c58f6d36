// Stands in for aws-actions/configure-aws-credentials: trades the runner's token for a role's credentials at STS.

import { exportVariable, fail, inputs, told } from './step.ts'

const given = inputs([
  'role-to-assume',
  'allowed-account-ids',
  'aws-region',
  'role-session-name',
  'role-duration-seconds',
])
const { 'role-to-assume': role, 'allowed-account-ids': accounts, 'aws-region': region } = given
const { 'role-session-name': session, 'role-duration-seconds': seconds } = given

if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) fail(`Region is not valid: ${region}`)
if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role)) fail(`The role is not one: ${role}`)
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
if (!/^[\w+=,.@-]{2,64}$/.test(session)) fail(`The name of the session is not one: ${session}`)
if (!(Number(seconds) >= 900 && Number(seconds) <= 43_200)) fail(`The session cannot last ${seconds} seconds`)
// The real one lets every account pass where none is named.
if (!/^\d{12}$/.test(accounts)) fail(`The account is not pinned: ${accounts}`)

const answer = await fetch(told('AWS_ENDPOINT_URL_STS'), {
  method: 'POST',
  body: new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: session,
    DurationSeconds: seconds,
    WebIdentityToken: await token(),
  }),
})
const text = await answer.text()
if (!answer.ok) fail(`Could not assume role with OIDC: ${within(text, 'Message')}`)
const account = /::(\d+):/.exec(within(text, 'Arn'))?.[1] ?? ''
if (!accounts.split(',').includes(account)) {
  fail(
    `The account ID of the provided credentials (${account}) does not match any of the expected account IDs: ${accounts}`,
  )
}
exportVariable('AWS_ACCESS_KEY_ID', within(text, 'AccessKeyId'))
exportVariable('AWS_SECRET_ACCESS_KEY', within(text, 'SecretAccessKey'))
exportVariable('AWS_SESSION_TOKEN', within(text, 'SessionToken'))
exportVariable('AWS_REGION', region)
console.log(`Assumed ${role} for ${seconds} seconds as ${session}`)

/** https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token */
async function token(): Promise<string> {
  const url = new URL(told('ACTIONS_ID_TOKEN_REQUEST_URL'))
  url.searchParams.set('audience', 'sts.amazonaws.com')
  const headers = { Authorization: `Bearer ${told('ACTIONS_ID_TOKEN_REQUEST_TOKEN')}` }
  const response = await fetch(url, { headers })
  if (!response.ok) fail(`Could not get an ID token: ${response.status} ${await response.text()}`)
  return JSON.parse(await response.text()).value
}

function within(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}
