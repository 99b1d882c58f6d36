// Looks at one address, and tells a wall from a site.

import { randomBytes } from 'node:crypto'
import { judge, MOST_BYTES } from './judge.ts'
import type { Check, Judgement, SiteAddress, World } from './model.ts'
import { see } from './sight.ts'

export interface Onlooker {
  look(check: Check, end: number): Promise<Judgement>
  /** Is the address refused by now, or nothing heard of it? */
  isWalled(address: string, end: number): Promise<boolean>
}

export function onlooker(site: SiteAddress, world: World): Onlooker {
  return {
    async look(check, end) {
      const address = check.fresh ? `${check.address}?ngsw-cache-bust=${randomBytes(6).toString('hex')}` : check.address
      return judge(check, await see(address, site, { end, bytes: MOST_BYTES }, world))
    },
    async isWalled(address, end) {
      const sight = await see(address, site, { end, bytes: 0 }, world)
      return 'obstacle' in sight || sight.answer.status !== 200
    },
  }
}
