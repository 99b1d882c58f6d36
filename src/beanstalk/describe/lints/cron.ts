// Scheduled tasks that will not run, or run more than once.

import type { Lint, Lintable } from '../../bundle-model.ts'
import { listed } from '../listed.ts'
import { isHook } from '../mode.ts'
import { isAmazonLinux2023 } from './platform.ts'

export function cronLints(bundle: Lintable): readonly Lint[] {
  const writing = [...bundle.texts].filter(([path, text]) => isRun(path) && writesCrontab(text)).map(([path]) => path)
  return [...(writing.length > 0 ? crontabLints(listed(writing), bundle) : []), ...workerLints(bundle)]
}

function crontabLints(paths: string, { texts, surroundings }: Lintable): readonly Lint[] {
  const installs = [...texts].some(([path, text]) => isRun(path) && withoutComments(text).includes('cronie'))
  return [
    ...(isAmazonLinux2023(surroundings) && !installs ? [noCron(paths)] : []),
    ...(surroundings.loadBalanced ? [everyInstance(paths)] : []),
  ]
}

function isRun(path: string): boolean {
  return /^\.ebextensions\/[^/]+\.config$/.test(path) || isHook(path)
}

function writesCrontab(text: string): boolean {
  return /\/etc\/cron(?:\b|tab\b|\.)|\bcrontab\b/.test(withoutComments(text))
}

function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, '')
}

/** https://docs.aws.amazon.com/linux/al2023/ug/deprecated-al2023.html */
function noCron(paths: string): Lint {
  return {
    level: 'warning',
    what: `The scheduled tasks of ${paths} may never run`,
    why: 'Amazon Linux 2023 comes without cron, and nothing in .ebextensions or hooks installs it',
    cure: 'Install it in .ebextensions (packages: yum: cronie: []) and start it (systemctl enable --now crond), or use a systemd timer.',
  }
}

function everyInstance(paths: string): Lint {
  return {
    level: 'warning',
    what: `The scheduled tasks of ${paths} may run more than once, or not at all`,
    why:
      'the environment may have several instances, and each of them has all tasks; leader_only chooses one while deploying, ' +
      'and that one may be replaced by an instance that was never chosen',
    cure:
      'Let each task take a lock in the database before it begins, or run it from one place: ' +
      'EventBridge Scheduler, or cron.yaml of a worker environment.',
  }
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html */
function workerLints({ entries, surroundings }: Lintable): readonly Lint[] {
  if (surroundings.tier !== 'web' || !entries.some(({ path }) => path === 'cron.yaml')) return []
  return [
    {
      level: 'warning',
      what: 'The scheduled tasks of cron.yaml will not run',
      why: 'only worker environments read it, and this one is a web server',
      cure: 'Deploy it to a worker environment, or remove it.',
    },
  ]
}
