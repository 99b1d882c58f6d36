// Is there anything in the bundle that Elastic Beanstalk would start, at the place where it looks?

import type { Lint, Lintable } from '../../bundle-model.ts'
import { packageJsonOf } from './package-json.ts'
import { familyOf, type Starts, starts } from './platform.ts'

export function startLints(bundle: Lintable): readonly Lint[] {
  if (bundle.source === 'war') return []
  if (bundle.source === 'jar') return jarLints(bundle)
  return nestedLints(bundle) ?? nothingStarts(bundle)
}

/** What belongs to the top of a bundle and nowhere else. */
const topmost =
  /^(?:Procfile|package\.json|(?:app|server)\.js|application\.(?:py|go)|requirements\.txt|Pipfile|Gemfile|config\.ru|go\.mod|composer\.json|Dockerfile|docker-compose\.yml|Dockerrun\.aws\.json|aws-windows-deployment-manifest\.json|[^/]+\.(?:jar|war|runtimeconfig\.json)|(?:\.ebextensions|\.platform|WEB-INF)\/.*)$/

/** The classic mistake: the folder was packed, rather than what is in it. */
function nestedLints({ entries, given, source }: Lintable): readonly Lint[] | undefined {
  const paths = entries.map(({ path }) => path).filter((path) => !path.startsWith('__MACOSX/'))
  const [first = ''] = paths
  const folder = first.slice(0, first.indexOf('/') + 1)
  if (folder === '' || topmost.test(first) || !paths.every((path) => path.startsWith(folder))) return undefined
  const found = paths.map((path) => path.slice(folder.length)).find((path) => topmost.test(path))
  if (found === undefined) return undefined
  const cure =
    source === 'folder'
      ? `Set bundle to ${given.replace(/\/$/, '')}/${folder.slice(0, -1)}.`
      : `Pack what is in the folder, not the folder (cd ${folder.slice(0, -1)} && zip -r ../bundle.zip .), or set bundle to the folder.`
  const why = `all of it lies in one folder, ${folder}, where Elastic Beanstalk does not look for ${found}`
  return [{ level: 'error', what: `Could not start what is in ${given}`, why, cure }]
}

function nothingStarts({ entries, given, texts, surroundings }: Lintable): readonly Lint[] {
  const family = familyOf(surroundings)
  const possible = family === undefined ? Object.values(starts) : [starts[family]]
  const paths = entries.map(({ path }) => path)
  if (possible.some((one) => startsWith(one, paths, texts))) return []
  const [known] = possible.length === 1 ? possible : []
  const why = known
    ? `nothing in it is what the platform ${known.name} starts`
    : 'nothing in it is what any platform starts, such as a Procfile, a start script in package.json or a Dockerfile'
  const cure = `${known?.cure ?? 'Add a Procfile (“web: node dist/main.js”).'} Check that bundle is the folder of the built application, and what .ebignore names.`
  return [{ level: 'error', what: `Could not start what is in ${given}`, why, cure }]
}

function startsWith(one: Starts, paths: readonly string[], texts: ReadonlyMap<string, string>): boolean {
  if (one.procfile && paths.includes('Procfile')) return true
  if (one === starts.node && packageJsonOf(texts)?.scripts.has('start')) return true
  return paths.some((path) => one.files.test(path))
}

function jarLints({ given, texts }: Lintable): readonly Lint[] {
  const manifest = texts.get('META-INF/MANIFEST.MF')
  if (manifest !== undefined && /^Main-Class:/m.test(manifest)) return []
  return [
    {
      level: 'error',
      what: `Could not start ${given}`,
      why: 'its manifest names no Main-Class, so “java -jar” has nothing to run',
      cure: 'Set bundle to the executable .jar (of Spring Boot the one without “-plain”), or to a folder with a Procfile.',
    },
  ]
}
