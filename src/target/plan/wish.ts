// What a person may choose, and when.

import { Failure } from '../../shared/failure.ts'
import type { Environment, Mode, Wish } from '../model.ts'

/** Choices belong to runs by hand. @throws {AggregateError} naming each that another run was given */
export function checkUnasked(wish: Wish, modes: readonly Mode[]): void {
  const given = [
    wish.environment === '' ? '' : 'environment',
    modes.includes(wish.mode) ? '' : 'mode',
    wish.release === '' ? '' : 'release',
    wish.versionLabel === '' ? '' : 'version-label',
    wish.allowsOlder ? 'allow-older' : '',
  ].filter((name) => name !== '')
  failWith(
    given.map(
      (name) =>
        `Input ${name}: is chosen by hand, and nobody started this run by hand. Leave it empty for other events.`,
    ),
  )
}

/** @throws {AggregateError} naming each choice that does not go with the mode or with what is deployed */
export function checkWish(wish: Wish, { name, kind }: Environment): void {
  const { mode } = wish
  const looksBack = mode === 'rollback' || mode === 'plan'
  const back = (input: string) =>
    `Input ${input}: is what mode rollback goes back to, and what mode plan shows; the mode is ${mode}. Leave it empty.`
  const faults: string[] = []
  if (wish.release !== '' && kind === 'api')
    faults.push(`Input release: ${name} is an API. Give its version-label instead.`)
  else if (wish.release !== '' && !looksBack) faults.push(back('release'))
  if (wish.versionLabel !== '' && kind === 'site')
    faults.push(`Input version-label: ${name} is a site. Give its release instead.`)
  else if (wish.versionLabel !== '' && !looksBack) faults.push(back('version-label'))
  if (wish.allowsOlder && mode !== 'deploy' && mode !== 'plan') {
    faults.push(`Input allow-older: is for mode deploy; the mode is ${mode}. Leave it off.`)
  }
  failWith(faults)
}

function failWith(sentences: readonly string[]): void {
  if (sentences.length > 0) throw new AggregateError(sentences.map((sentence) => new Failure(sentence)))
}
