// Scripts whose first line ends as on Windows: Linux looks for an interpreter by the name of “bash\r”.

import type { Lint, Lintable } from '../../bundle-model.ts'
import { listed } from '../listed.ts'
import { isHook } from '../mode.ts'

const cure = 'Save it with the line ends of Linux, and add “* text=auto eol=lf” to .gitattributes.'

export function lineEndLints({ entries }: Lintable): readonly Lint[] {
  const scripts = entries.flatMap((entry) =>
    entry.kind === 'file' && entry.program?.kind === 'script' && entry.program.windowsLineEnd ? [entry.path] : [],
  )
  // Packages are other people's, and what npm runs of them it has put right.
  const own = scripts.filter((path) => !/(?:^|\/)node_modules\//.test(path))
  const why = 'its first line ends as on Windows'
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
  const whyHook = `${why}, and platform versions from before December 29, 2022 do not put hooks right`
  return [
    ...lint(own.filter(isHook), whyHook),
    ...lint(
      own.filter((path) => !isHook(path)),
      why,
    ),
  ]
}

function lint(paths: readonly string[], why: string): readonly Lint[] {
  return paths.length === 0
    ? []
    : [{ level: 'warning', what: `Linux may be unable to run ${listed(paths)}`, why, cure }]
}
