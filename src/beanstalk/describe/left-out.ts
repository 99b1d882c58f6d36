// What is never bundled, and what `.ebignore` names.
//
// `.gitignore` is not honoured: it names what a build writes, which for a compiled API is the very thing to deploy.

import ignore from 'ignore'

const never = new Set(['.git', '.github', '.elasticbeanstalk', '.env', '.npmrc'])

/** History, workflows, somebody's own settings and secrets, wherever they lie. */
export function isNeverBundled(name: string): boolean {
  return never.has(name) || name.startsWith('.env.')
}

/** The list itself is for whoever packs. */
export const IGNORE_FILE = '.ebignore'

export interface Ignored {
  /** Is this file or link out? */
  isIgnored(path: string): boolean
  /** Is this folder out with all that is in it, so that nobody need look? */
  isAllIgnored(folder: string): boolean
}

/**
 * The patterns are those of `.gitignore`, read as the EB CLI does, for which these files are written: the last pattern
 * that matches a file or a folder above it decides. With `*` and `!app/**` the folder stays, which in Git it would not.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/eb-cli3-configuration.html
 */
export function ignoredBy(text: string): Ignored {
  const rules = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(isPattern)
    .map(ruleOf)
    .reverse()
  const isIgnored = (path: string): boolean => rules.find(({ matches }) => matches(path))?.ignores ?? false
  const nothingComesBack = rules.every(({ ignores }) => ignores)
  return { isIgnored, isAllIgnored: (folder) => nothingComesBack && isIgnored(`${folder}/`) }
}

interface Rule {
  readonly ignores: boolean
  matches(path: string): boolean
}

function isPattern(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('#')
}

function ruleOf(line: string): Rule {
  const pattern = line.startsWith('!') ? line.slice(1) : line
  const matcher = ignore({ ignorecase: false }).add(pattern)
  return { ignores: pattern === line, matches: (path) => matcher.ignores(path) }
}
