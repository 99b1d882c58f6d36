// What is told of a bundle before it is uploaded, and of what nothing is told.

import { describe, expect, test } from '@jest/globals'
import { lintsOf, refuseErrors } from '../../../src/beanstalk/describe/lints.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { binaries, bundleOf, type Tree, told } from '../support/bundles.ts'

const al2023 = '64bit Amazon Linux 2023 v6.5.0 running Node.js 22'
const al2 = 'arn:aws:elasticbeanstalk:us-east-1::platform/Node.js 18 running on 64bit Amazon Linux 2/5.8.0'
const running = (name: string) => `64bit Amazon Linux 2023 v4.1.0 running ${name}`
const start = (line: string) => JSON.stringify({ scripts: { start: line } })
const api: Tree = { Procfile: 'web: node dist/main.js\n', 'dist/main.js': '' }

describe('a bundle starts', () => {
  test.each<[string, string | undefined, Tree]>([
    ['by a Procfile', undefined, api],
    ['by a start script', al2023, { 'package.json': start('node main.js'), 'main.js': '' }],
    ['by server.js', al2023, { 'server.js': '' }],
    ['by app.js', al2, { 'app.js': '' }],
    [
      'by server.js for “npm start” without a script',
      al2023,
      { Procfile: 'web: npm start', 'package.json': '{}', 'server.js': '' },
    ],
    ['by application.py', running('Python 3.13'), { 'application.py': '' }],
    ['by what WSGIPath may name', running('Python 3.13'), { 'shop/wsgi.py': '', 'manage.py': '' }],
    ['by config.ru', running('Ruby 3.4'), { 'config.ru': '' }],
    ['by pages of PHP', running('PHP 8.4'), { 'public/index.php': '' }],
    ['by application.go', running('Go 1'), { 'application.go': '' }],
    ['by a compiled program', running('Go 1'), { 'bin/application': binaries.linuxX64 }],
    ['by the only .jar', running('Corretto 21'), { 'api.jar': '' }],
    ['by a .war', running('Tomcat 11 Corretto 21'), { 'ROOT.war': '' }],
    [
      'by the configuration of .NET',
      '64bit Amazon Linux 2023 v3.3.0 running .NET 9',
      { 'Api.runtimeconfig.json': '{}' },
    ],
    ['by a Dockerfile', running('Docker'), { Dockerfile: '' }],
    ['by Compose', running('ECS'), { 'docker-compose.yml': '' }],
    [
      'by a manifest for Windows',
      '64bit Windows Server 2025 v2.15.0 running IIS 10.0',
      { 'aws-windows-deployment-manifest.json': '{}' },
    ],
    [
      'by a platform of one’s own',
      'arn:aws:elasticbeanstalk:us-east-1:123456789012:platform/ours/1.0.0',
      { Dockerfile: '' },
    ],
  ])('%s', (_, platform, tree) => {
    expect(told(tree, { platform })).toEqual([])
  })

  test.each<[string, string | undefined, Tree, string]>([
    ['no platform', undefined, { 'README.md': '' }, 'what any platform starts'],
    [
      'no platform with a package.json alone',
      undefined,
      { 'package.json': '{}', 'dist/main.js': '' },
      'what any platform starts',
    ],
    ['Node.js', al2023, { 'application.py': '' }, 'the platform Node.js starts. Add a Procfile'],
    ['Python', running('Python 3.13'), { 'app.js': '' }, 'Python starts. Add application.py'],
    ['Go', running('Go 1'), { 'main.go': '' }, 'Go starts. Add application.go'],
    ['Java', running('Corretto 21'), { 'lib/api.jar': '', 'README.md': '' }, 'Java SE starts. Add the .jar'],
    [
      'Tomcat, for which a Procfile is nothing',
      running('Tomcat 11 Corretto 21'),
      api,
      'Tomcat starts. Set bundle to the .war',
    ],
    [
      'Node.js, of which more than one folder is there',
      al2023,
      { 'api/Procfile': '', 'web/index.html': '' },
      'Node.js starts.',
    ],
    ['Docker, for which a Procfile is nothing', running('Docker'), api, 'Docker starts. Add a Dockerfile'],
  ])('by nothing that is known to %s', (_, platform, tree, part) => {
    expect(told(tree, { platform })).toEqual([
      expect.stringMatching(/^error: Could not start what is in api: nothing in it/),
    ])
    expect(told(tree, { platform })[0]).toContain(part)
  })

  test('by nothing where the folder was packed rather than what is in it', () => {
    const nested = { 'api/Procfile': '', 'api/dist/main.js': '', '__MACOSX/api/._Procfile': '' }
    expect(told(nested, { platform: al2023 }, { source: 'zip' })).toEqual([
      'error: Could not start what is in api.zip: all of it lies in one folder, api/, where Elastic Beanstalk does not look for Procfile. ' +
        'Pack what is in the folder, not the folder (cd api && zip -r ../bundle.zip .), or set bundle to the folder.',
    ])
    expect(told({ 'server/package.json': '', 'server/x.js': '' })).toEqual([
      'error: Could not start what is in api: all of it lies in one folder, server/, where Elastic Beanstalk does not look for package.json. ' +
        'Set bundle to api/server.',
    ])
  })

  test.each<[string, Tree, string]>([
    ['a folder of pages', { 'public/index.php': '' }, running('PHP 8.4')],
    ['an exploded .war', { 'WEB-INF/web.xml': '', 'WEB-INF/classes/A.class': '' }, running('Tomcat 11 Corretto 21')],
    ['a package of Python', { 'shop/wsgi.py': '' }, running('Python 3.13')],
  ])('although all of it lies in one folder: %s', (_, tree, platform) => {
    expect(told(tree, { platform })).toEqual([])
  })
})

describe('an archive of Java', () => {
  test('is taken as it is', () => {
    const jar = { 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\nMain-Class: shop.Main\r\n', 'shop/Main.class': '' }
    expect(told(jar, { platform: running('Corretto 21') }, { source: 'jar' })).toEqual([])
    expect(told({ 'WEB-INF/web.xml': '' }, {}, { source: 'war' })).toEqual([])
  })

  test('must say what to run', () => {
    expect(told({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n', 'A.class': '' }, {}, { source: 'jar' })).toEqual([
      expect.stringContaining('error: Could not start api.jar: its manifest names no Main-Class'),
    ])
  })
})

describe('what is started', () => {
  test.each<[string, Tree]>([
    ['is a file', api],
    ['is a module without its ending', { Procfile: 'web: node dist/main', 'dist/main.js': '' }],
    ['is a folder with an index', { Procfile: 'web: node dist', 'dist/index.js': '' }],
    [
      'lies behind a link',
      { Procfile: 'web: node current/main.js', current: '→ releases/1', 'releases/1/main.js': '' },
    ],
    [
      'is a script that is there',
      { Procfile: 'web: npm run prod', 'package.json': '{"scripts":{"prod":"node a.js"}}', 'a.js': '' },
    ],
    ['is a program of a package that is installed there', { Procfile: 'web: node node_modules/x/y.js' }],
    ['only the instance knows', { Procfile: 'web: node $APP' }],
    ['calls itself', { Procfile: 'web: npm start', 'package.json': start('npm start') }],
    ['is Docker’s affair', { Dockerfile: '', 'package.json': start('node dist/main.js') }],
    ['runs by itself', { Procfile: 'web: ./start.sh', 'start.sh': '#!/bin/sh\n' }],
    ['is told in a file that begins with a mark', { Procfile: '\ufeffweb: node a.js\r\n', 'a.js': '' }],
  ])('%s', (_, tree) => {
    expect(told(tree)).toEqual([])
  })

  test('must be in the bundle', () => {
    expect(told({ Procfile: 'web: node "dist/main.js"\nworker: python3 job.py', 'job.py': '' })).toEqual([
      'error: Could not find dist/main.js: the process “web” of the Procfile starts it (node "dist/main.js"), and it is not in the bundle. ' +
        'Build before this step, and check what .ebignore names.',
    ])
    expect(told({ 'package.json': start('node dist/main') })).toEqual([
      expect.stringContaining('error: Could not find dist/main: the start script of package.json starts it'),
    ])
  })

  test('is looked for by way of scripts that call others', () => {
    const scripts = { start: 'npm run prod', prod: 'node dist/main.js' }
    expect(told({ Procfile: 'web: npm start', 'package.json': JSON.stringify({ scripts }) })).toEqual([
      expect.stringContaining('error: Could not find dist/main.js: the script “prod” of package.json starts it'),
    ])
  })

  test.each<[string, Tree]>([
    ['a Buildfile', { Buildfile: 'build: make' }],
    ['a hook', { '.platform/hooks/prebuild/01.sh': '#!/bin/sh\n' }],
    ['commands', { '.ebextensions/a.config': 'container_commands:\n  01: {command: npm run build}\n' }],
    ['a script that runs after packages are installed', { 'package.json': '{"scripts":{"postinstall":"tsc"}}' }],
  ])('is a warning where %s may build it on the instances', (_, tree) => {
    expect(told({ Procfile: 'web: node dist/main.js', ...tree })).toEqual([
      expect.stringMatching(/^warning: Could not find dist\/main\.js: .*If nothing on the instances builds it/),
    ])
  })

  test('must be a script that there is', () => {
    expect(told({ Procfile: 'web: npm run prod', 'package.json': '{}' })).toEqual([
      'error: Could not run the process “web” of the Procfile: package.json has no script “prod”. Add it, or start the file itself.',
    ])
    expect(told({ Procfile: 'web: npm start' })).toEqual([
      expect.stringContaining('there is no package.json in the bundle'),
    ])
  })

  test('must be runnable where it is run by itself', () => {
    const tree = { Procfile: 'web: ./start.sh', 'start.sh': '#!/bin/sh\r\n' }
    expect(told(tree, {}, { source: 'zip', modes: { 'start.sh': 0o644 } })).toEqual([
      expect.stringContaining(
        'error: Could not run start.sh: the process “web” of the Procfile starts it, and its mode says that nobody may run it.',
      ),
      expect.stringContaining(
        'error: Could not run start.sh: the process “web” of the Procfile starts it, and its first line ends as on Windows',
      ),
      expect.stringContaining('warning: Linux may be unable to run start.sh'),
    ])
  })

  test('must be told by a package.json that can be read', () => {
    expect(told({ 'package.json': '{"scripts":', 'server.js': '' })).toEqual([
      'error: Could not start what is in api: its package.json is not valid JSON. Put it right.',
    ])
  })

  test('is called web, except in a worker', () => {
    const tree = { Procfile: 'api: node a.js', 'a.js': '' }
    expect(told(tree)).toEqual([expect.stringContaining('warning: The Procfile may start nothing that answers')])
    expect(told(tree, { tier: 'worker' })).toEqual([])
  })
})

describe('hooks', () => {
  const sh = '#!/bin/bash\necho\n'

  test('in their folders, as scripts or programs, are fine', () => {
    const tree = {
      ...api,
      '.platform/hooks/prebuild/01.sh': sh,
      '.platform/hooks/postdeploy/02': binaries.linuxX64,
      '.platform/confighooks/predeploy/01.sh': sh,
      '.platform/nginx/conf.d/a.conf': '',
    }
    expect(told(tree)).toEqual([])
  })

  test('in other folders are never run', () => {
    const tree = {
      ...api,
      '.platform/hooks/postDeploy/01.sh': sh,
      '.platform/hooks/a.sh': sh,
      '.platform/hooks/prebuild/x/b.sh': sh,
    }
    expect(told(tree)).toEqual([
      expect.stringContaining(
        'warning: Elastic Beanstalk will not run .platform/hooks/a.sh, .platform/hooks/postDeploy/01.sh, .platform/hooks/prebuild/x/b.sh: hooks lie in',
      ),
    ])
  })

  test('without a first line that names an interpreter may not run', () => {
    expect(told({ ...api, '.platform/hooks/prebuild/01.sh': 'echo\n' })).toEqual([
      expect.stringContaining(
        'warning: Linux may be unable to run .platform/hooks/prebuild/01.sh: every file in a folder of hooks is run',
      ),
    ])
  })

  test('of an archive need the mode, which those of a folder get', () => {
    const rules = { source: 'zip', modes: { '.platform/hooks/prebuild/01.sh': 0o644 } } as const
    expect(told({ ...api, '.platform/hooks/prebuild/01.sh': sh }, {}, rules)).toEqual([
      expect.stringContaining(
        'warning: Nobody may run .platform/hooks/prebuild/01.sh: the archive gives it no such mode',
      ),
    ])
  })

  test('and scripts with the line ends of Windows are told, but not those of packages', () => {
    const windows = '#!/bin/bash\r\necho\r\n'
    const tree = {
      ...api,
      '.platform/hooks/prebuild/01.sh': windows,
      'bin/x': windows,
      'node_modules/y/cli.js': windows,
    }
    expect(told(tree)).toEqual([
      expect.stringContaining(
        'warning: Linux may be unable to run .platform/hooks/prebuild/01.sh: its first line ends as on Windows, and platform',
      ),
      expect.stringContaining('warning: Linux may be unable to run bin/x: its first line ends as on Windows. Save it'),
    ])
  })

  test('configuration by another ending is not read', () => {
    expect(
      told({ ...api, '.ebextensions/options.yml': '', '.ebextensions/a.config': '', '.ebextensions/cert.pem': '' }),
    ).toEqual([expect.stringContaining('warning: Elastic Beanstalk will not read .ebextensions/options.yml')])
  })
})

describe('scheduled tasks', () => {
  const file =
    'files:\n  "/etc/cron.d/report":\n    mode: "000644"\n    content: |\n      0 3 * * * root /usr/local/bin/report\n'
  const cron = { ...api, '.ebextensions/cron.config': file }
  const never = expect.stringContaining(
    'warning: The scheduled tasks of .ebextensions/cron.config may never run: Amazon Linux 2023 comes without cron',
  )
  const twice = expect.stringContaining(
    'warning: The scheduled tasks of .ebextensions/cron.config may run more than once, or not at all',
  )

  test.each<[string, Tree, object, readonly unknown[]]>([
    ['on one instance with cron', cron, { platform: al2 }, []],
    ['on one instance without', cron, { platform: al2023 }, [never]],
    ['on several instances with cron', cron, { platform: al2, loadBalanced: true }, [twice]],
    ['on several without', cron, { platform: al2023, loadBalanced: true }, [never, twice]],
    ['where nothing is known', cron, {}, []],
    [
      'with cron installed',
      { ...cron, '.ebextensions/a.config': 'packages:\n  yum:\n    cronie: []\n' },
      { platform: al2023 },
      [],
    ],
    [
      'with cron installed by a hook',
      { ...cron, '.platform/hooks/prebuild/01.sh': '#!/bin/sh\ndnf install -y cronie\n' },
      { platform: al2023 },
      [],
    ],
    [
      'with cron installed in a comment',
      { ...cron, '.ebextensions/a.config': '# cronie\n' },
      { platform: al2023 },
      [never],
    ],
    [
      'in a comment',
      { ...api, '.ebextensions/cron.config': '# /etc/cron.d/report\n' },
      { platform: al2023, loadBalanced: true },
      [],
    ],
    [
      'by a command',
      {
        ...api,
        '.ebextensions/cron.config':
          'container_commands:\n  01:\n    command: "crontab cron.txt"\n    leader_only: true\n',
      },
      { loadBalanced: true },
      [twice],
    ],
    [
      'as JSON',
      { ...api, '.ebextensions/cron.config': '{"files":{"/etc/cron.daily/x":{}}}' },
      { loadBalanced: true },
      [twice],
    ],
  ])('%s', (_, tree, surroundings, lints) => {
    expect(told(tree, surroundings)).toEqual(lints)
  })

  test('by a hook are seen, too, with a cure', () => {
    const tree = { ...api, '.platform/hooks/postdeploy/cron.sh': '#!/bin/sh\ncp cron /etc/cron.d/report\n' }
    expect(told(tree, { loadBalanced: true })).toEqual([
      'warning: The scheduled tasks of .platform/hooks/postdeploy/cron.sh may run more than once, or not at all: ' +
        'the environment may have several instances, and each of them has all tasks; leader_only chooses one while deploying, ' +
        'and that one may be replaced by an instance that was never chosen. ' +
        'Let each task take a lock in the database before it begins, or run it from one place: EventBridge Scheduler, or cron.yaml of a worker environment.',
    ])
  })

  test('of cron.yaml are for workers', () => {
    const tree = { ...api, 'cron.yaml': '' }
    expect(told(tree, { tier: 'web' })).toEqual([
      expect.stringContaining('warning: The scheduled tasks of cron.yaml will not run'),
    ])
    expect(told(tree, { tier: 'worker' })).toEqual([])
    expect(told(tree)).toEqual([])
  })
})

describe('machine code in node_modules', () => {
  const { linuxX64, linuxArm64, macosArm64, macosUniversal, windowsX64 } = binaries
  const compiled = 'node_modules/bcrypt/build/Release/bcrypt.node'

  test.each<[string, Tree, object, readonly unknown[]]>([
    ['for Linux', { [compiled]: linuxX64 }, {}, []],
    ['for the instances', { [compiled]: linuxArm64 }, { machine: 'arm64' }, []],
    [
      'for another processor',
      { [compiled]: linuxArm64 },
      { machine: 'x64' },
      [
        expect.stringContaining(
          `error: Could not load ${compiled} on the instances: it is machine code for Linux (arm64), and there is none for them.`,
        ),
      ],
    ],
    ['compiled on a Mac', { [compiled]: macosArm64 }, {}, [expect.stringContaining('machine code for macOS (arm64)')]],
    [
      'compiled on Windows',
      { [compiled]: windowsX64 },
      {},
      [expect.stringMatching(/^error: .* Windows \(x64\).*Run npm ci on the kind of machine/)],
    ],
    [
      'compiled on Windows for Windows',
      { [compiled]: windowsX64 },
      { platform: 'Windows Server 2025 running IIS 10.0' },
      [],
    ],
    [
      'ready-made for many computers',
      { 'node_modules/x/prebuilds/darwin/a.node': macosUniversal, 'node_modules/x/prebuilds/linux/a.node': linuxX64 },
      {},
      [],
    ],
    [
      'in packages for each computer',
      {
        'node_modules/@img/sharp-darwin-arm64/lib/a.node': macosArm64,
        'node_modules/@img/sharp-linux-x64/lib/a.node': linuxX64,
      },
      {},
      [],
    ],
    [
      'in a package for a Mac alone',
      { 'node_modules/@img/sharp-darwin-arm64/lib/a.node': macosArm64 },
      {},
      [expect.stringMatching(/^warning: Could not load node_modules\/@img\/sharp-darwin-arm64/)],
    ],
    [
      'in a package of a package',
      { 'node_modules/y/node_modules/x/a.node': macosArm64 },
      {},
      [expect.stringMatching(/^warning: Could not load node_modules\/y/)],
    ],
    ['outside of packages', { 'lib/a.node': macosArm64 }, {}, []],
    ['that is none', { 'node_modules/x/a.node': 'text' }, {}, []],
  ])('%s', (_, tree, surroundings, lints) => {
    const platform = 'platform' in surroundings ? { 'aws-windows-deployment-manifest.json': '' } : api
    expect(told({ ...platform, ...tree }, surroundings)).toEqual(lints)
  })
})

test('links that lead nowhere are told, but not those of packages', () => {
  expect(told({ ...api, config: '→ .env', 'node_modules/.bin/x': '→ ../x/cli.js', main: '→ dist/main.js' })).toEqual([
    expect.stringContaining('warning: Links of the bundle lead nowhere: config → .env. Put there what they lead to'),
  ])
})

test('secrets and history in an archive are told, but not what packages have by such names', () => {
  const tree = { ...api, '.env': '', 'api/.git/HEAD': '', 'api/.git/config': '', 'node_modules/x/.npmrc': '' }
  expect(told(tree, {}, { source: 'zip' })).toEqual([
    expect.stringContaining('warning: The archive holds .env, api/.git: instances'),
  ])
})

test('of many names a few are told', () => {
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`.platform/hooks/${index}`, '#!/bin/sh\n']))
  expect(told({ ...api, ...many })).toEqual([expect.stringContaining('.platform/hooks/4 and 3 more: hooks lie')])
})

test('errors refuse a bundle all together; warnings do not', () => {
  const lints = lintsOf(bundleOf({ Procfile: 'web: node a.js\njob: node b.js', '.platform/hooks/x': '#!/bin/sh\n' }))
  expect(() => refuseErrors(lints)).toThrow(AggregateError)
  try {
    refuseErrors(lints)
  } catch (error) {
    expect(messagesOf(error)).toEqual([expect.stringContaining('find a.js'), expect.stringContaining('find b.js')])
  }
  expect(() => refuseErrors(lints.filter(({ level }) => level === 'warning'))).not.toThrow()
})
