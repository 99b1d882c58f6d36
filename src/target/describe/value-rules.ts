// What is wrong with a text of the settings file, as a sentence; undefined where nothing is.

import { bucketFault, regionFault, urlFault, type Wrong } from '../../shared/input-rules.ts'

/**
 * Lower case, for GitHub takes `Prod` and `prod` for one environment, and harmless, for the name goes into the build
 * command.
 */
export function nameFault(name: string): Wrong {
  if (/^[a-z][a-z0-9-]{0,49}$/.test(name)) return undefined
  return `“${name}” is not the name of an environment: up to 50 lower-case letters, digits and hyphens, a letter first.`
}

const roleArn = /^arn:aws(?:-[a-z]+)*:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function roleFault(arn: string): Wrong {
  if (roleArn.test(arn)) return undefined
  const account = /^arn:aws(?:-[a-z]+)*:iam::(?!\d{12}:)([^:]*):role\//.exec(arn)?.[1]
  if (account !== undefined) return `“${account}” in ${arn} is not an AWS account: it has 12 digits.`
  return `“${arn}” is not the ARN of a role, such as arn:aws:iam::123456789012:role/shop-prod.`
}

/** The account of a role that has no fault. */
export function accountOf(arn: string): string {
  return roleArn.exec(arn)?.[1] ?? ''
}

/** `*` and `?` stay within a part of the name, `**` does not; other patterns have no meaning here. */
export function branchFault(glob: string): Wrong {
  const short = glob.replace(/^refs\/heads\//, '')
  if (short !== glob) return `“${glob}” is the long name of a branch. Only ${short}.`
  const isGlob = /^[\p{L}\p{N}._@+#=,*?/-]+$/u.test(glob) && !/^\/|\/$|\/\/|\.\./.test(glob)
  return isGlob ? undefined : `“${glob}” is not a branch, such as main, nor a glob of branches, such as release/**.`
}

/** What goes for every text: it is there, it is one line unless it may have more, and nothing in it is evaluated. */
export function textFault(text: string, mayHaveLines = false): Wrong {
  if (text === '') return 'is empty. Give it a value, or leave it out.'
  if (text.includes('${{')) return 'holds an expression of GitHub, and none is evaluated in this file. Write the value.'
  if (text.includes('\n') && !mayHaveLines) return 'has more than one line.'
  return /(?![\n\t])\p{Cc}/u.test(text) ? 'holds a control character.' : undefined
}

/** What looks like the one name that is replaced has to be it; other braces are the shell's. */
export function buildFault(build: string): Wrong {
  const [other] = build.match(/(?<!\$)\{(?!environment\})\s*en[a-z]*\s*\}/i) ?? []
  return other === undefined ? undefined : `${other} is not replaced by anything. Only {environment} is.`
}

const rules: Readonly<Record<string, (text: string) => Wrong>> = {
  bucket: bucketFault,
  state: bucketFault,
  region: regionFault,
  url: (text) =>
    text
      .split('\n')
      .map(urlFault)
      .find((wrong) => wrong !== undefined),
  'verify-url': urlFault,
}

/** What this action knows to be wrong; the rest is looked at by the action that deploys. */
export function settingFault(name: string, text: string, mayHaveLines: boolean): Wrong {
  return textFault(text, mayHaveLines) ?? rules[name]?.(text)
}
