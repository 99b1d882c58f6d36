// What a platform is, by the name that Elastic Beanstalk has for it, and what each starts by itself.

import type { Surroundings } from '../../bundle-model.ts'

export type Family = 'node' | 'python' | 'ruby' | 'php' | 'go' | 'java' | 'tomcat' | 'dotnet' | 'docker' | 'windows'

/** The first that fits; Tomcat's name holds that of its Java, and Windows' that of .NET. */
const families: readonly (readonly [Family, RegExp])[] = [
  ['windows', /windows|\bIIS\b/i],
  ['docker', /docker|\becs\b/i],
  ['tomcat', /tomcat/i],
  ['node', /node\.?js/i],
  ['python', /python/i],
  ['ruby', /ruby/i],
  ['php', /\bphp\b/i],
  ['go', /\bgo \d/i],
  ['java', /corretto|\bjava\b/i],
  ['dotnet', /\.net\b/i],
]

/** Undefined where the platform is not known, or is somebody's own. */
export function familyOf({ platform }: Surroundings): Family | undefined {
  return platform === undefined ? undefined : families.find(([, sign]) => sign.test(platform))?.[0]
}

export function isAmazonLinux2023({ platform }: Surroundings): boolean {
  return /amazon linux 2023/i.test(platform ?? '')
}

export interface Starts {
  /** The family as people call it. */
  readonly name: string
  /** Files with which an application starts, without or with settings of the environment. */
  readonly files: RegExp
  /** Does a Procfile start it? */
  readonly procfile: boolean
  /** What to add where nothing starts. */
  readonly cure: string
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-all-platforms.html, the chapter of each platform. */
export const starts: Readonly<Record<Family, Starts>> = {
  node: {
    name: 'Node.js',
    files: /^(?:app|server)\.js$/,
    procfile: true,
    cure: 'Add a Procfile (“web: node dist/main.js”) or a start script to package.json.',
  },
  python: {
    name: 'Python',
    // Where the application lies is a setting of the environment, WSGIPath.
    files: /\.py$/,
    procfile: true,
    cure: 'Add application.py, or a Procfile (“web: gunicorn project.wsgi”).',
  },
  ruby: { name: 'Ruby', files: /^config\.ru$/, procfile: true, cure: 'Add config.ru, or a Procfile.' },
  php: {
    name: 'PHP',
    files: /\.php$|^index\.html$/,
    procfile: false,
    cure: 'Add index.php.',
  },
  go: {
    name: 'Go',
    files: /^(?:application\.go|(?:bin\/)?application|Buildfile)$/,
    procfile: true,
    cure: 'Add application.go, the compiled bin/application, or a Procfile.',
  },
  java: {
    name: 'Java SE',
    files: /^(?:[^/]+\.jar|Buildfile)$/,
    procfile: true,
    cure: 'Add the .jar to the top of the bundle, or a Procfile (“web: java -jar server.jar”).',
  },
  tomcat: {
    name: 'Tomcat',
    files: /^(?:[^/]+\.(?:war|jsp|html)|WEB-INF\/.*)$/,
    procfile: false,
    cure: 'Set bundle to the .war, or add it to the top of the bundle.',
  },
  dotnet: {
    name: '.NET on Linux',
    files: /^[^/]+\.runtimeconfig\.json$/,
    procfile: true,
    cure: 'Set bundle to what “dotnet publish” has written, or add a Procfile.',
  },
  docker: {
    name: 'Docker',
    files: /^(?:Dockerfile|docker-compose\.yml|Dockerrun\.aws\.json)$/,
    procfile: false,
    cure: 'Add a Dockerfile, a docker-compose.yml or a Dockerrun.aws.json.',
  },
  windows: {
    name: '.NET on Windows',
    files:
      /^(?:aws-windows-deployment-manifest\.json|archive\.xml|parameters\.xml|systemInfo\.xml|[^/]+\.(?:aspx?|html?|config))$/i,
    procfile: false,
    cure: 'Add aws-windows-deployment-manifest.json, or set bundle to the archive of Web Deploy.',
  },
}
