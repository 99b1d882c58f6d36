// Whatever Elastic Beanstalk does with an update: what is said of it in the end is what is there.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Beat,
  failed,
  health,
  managedUpdate,
  quiet,
  replaced,
  revertedSilently,
  type Span,
  strayEvent,
  succeeded,
  updating,
} from '../../local/elasticbeanstalk/index.ts'
import { startLocalAws } from '../../local/index.ts'
import { openStage } from './support/stage.ts'

const span = fc.constantFrom<Span>('10s', '1m', '4m', '20m')
const during = fc.oneof(span.map(updating), fc.constant(replaced(1)))
const end: fc.Arbitrary<Beat> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 2 }).map((leaving) => succeeded({ leaving })) },
  { weight: 1, arbitrary: fc.constantFrom(failed('No.'), revertedSilently()) },
)
const after = fc.oneof(
  fc.tuple(fc.constantFrom('Green', 'Yellow', 'Red', 'Grey'), span).map(([color, lasts]) => health(color, lasts)),
  span.map(managedUpdate),
  span.map(quiet),
  fc.constant(strayEvent('of another request')),
)
const story = fc
  .tuple(fc.array(during, { minLength: 1, maxLength: 3 }), end, fc.array(after, { maxLength: 3 }))
  .map(([first, then, last]) => [...first, then, ...last])

test('a success runs on every instance, a return is back everywhere, and there is always an end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(story, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: 3 }),
      async (stories, instances) => {
        const aws = await startLocalAws()
        Object.assign(process.env, aws.env)
        const stage = await openStage(aws, { instances })
        try {
          for (const one of stories) stage.environment.nextUpdate(...one)
          const { outputs, error } = await stage.deploy(2, { inputs: { timeout: '30' } })
          const { label, instances: all } = stage.environment
          const runs = (wanted: string): boolean => label === wanted && all.every((one) => one === wanted)
          expect(outputs['version-label']).toBe(label)
          if (outputs.outcome === 'deployed') {
            expect(error).toBe('')
            expect(runs(label) && label.startsWith('api-prod-main-')).toBe(true)
            expect(outputs.health).toBe('Green')
          } else expect([outputs.outcome, error !== '']).toEqual(['failed', true])
          if (outputs['rolled-back'] === 'true') expect(runs('v1')).toBe(true)
          expect(stage.history().entries.map(({ state }) => state)).toEqual([outputs.outcome])
        } finally {
          await stage.close()
          await aws.close()
        }
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)
