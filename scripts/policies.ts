// Tells which rights of the template's roles are made use of, by running the actions under them: npm run policies

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { liveSite } from '../__tests__/infrastructure/support/site-life.ts'
import { openSites, siteStack } from '../__tests__/infrastructure/support/sites.ts'
import { apiParameters, commentsOf, stackWith, take } from '../__tests__/infrastructure/support/template.ts'
import { policiesOf } from '../local/cloudformation/roles.ts'
import { listIn, mapIn, textsIn } from '../local/json.ts'

async function usedBySite(): Promise<ReadonlySet<string>> {
  const sites = await openSites()
  const role = take(sites.aws, siteStack, 'ProdRole')
  await liveSite(sites, role, 'prod')
  await sites.close()
  return role.used
}

async function usedByPlan(): Promise<ReadonlySet<string>> {
  const sites = await openSites()
  const role = take(sites.aws, siteStack, 'PlanRole')
  await sites.run(role, 'prod', 1, { mode: 'plan' }, { 'index.html': '<!doctype html>' })
  await sites.close()
  return role.used
}

/** The stories lie with the tests of the API action, and none is told where that is not there. */
async function usedByApi(): Promise<ReadonlySet<string> | undefined> {
  const file = join(import.meta.dirname, '../__tests__/beanstalk/infrastructure/stories.ts')
  if (!existsSync(file)) return undefined
  const told: { usedByApi(): Promise<ReadonlySet<string>> } = await import(pathToFileURL(file).href)
  return await told.usedByApi()
}

/** Answers how many rights are never used and do not say when they are. */
function report(policy: string, used: ReadonlySet<string>): number {
  const rights = [...commentsOf(policy)]
  const idle = rights.filter(([right]) => !used.has(right))
  const silent = idle.filter(([, comment]) => !comment.startsWith('when '))
  console.log(
    `${policy}: ${rights.length - idle.length} of ${rights.length} rights used, ${silent.length} without a reason`,
  )
  for (const [right, comment] of idle)
    console.log(`  never used: ${right}${comment === '' ? '' : `, needed ${comment}`}`)
  return silent.length
}

/** What Elastic Beanstalk does with the role's rights, for which there is nobody here to ask. */
function reportUpdates(): void {
  const stack = stackWith({ ...apiParameters, DeploymentPolicy: 'traffic-splitting' })
  const statements = policiesOf(stack, 'ProdRole').flatMap((document) => listIn(mapIn(document).Statement).map(mapIn))
  const own = [...commentsOf('ProdApi').keys()]
  const rights = statements.flatMap(({ Sid, Action }) => textsIn(Action).map((action) => `${Sid} ${action}`))
  const downstream = rights.filter((right) => !own.includes(right))
  console.log(`Updates: ${downstream.length} rights, not exercised here`)
  for (const right of downstream) console.log(`  not exercised: ${right}`)
}

const silent = [report('ProdSite', await usedBySite()), report('PlanSite', await usedByPlan())]
const api = await usedByApi()
if (api !== undefined) silent.push(report('ProdApi', api))
reportUpdates()
process.exitCode = silent.some((count) => count > 0) ? 1 : 0
