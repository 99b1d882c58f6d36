// One writer at a time: who waits, who takes over, and who stops.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { leaseOf, liveSite, stateOf, textOf } from './support/bucket.ts'
import { denied, meanwhile } from './support/faults.ts'
import { siteWrites } from './support/journal.ts'
import { BUCKET, openStage, type Stage, writes } from './support/stage.ts'

const LEASE = '.colt-deploy/dist/lease.json'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** Somebody else writes the lease. */
function writeLease(state: 'taken' | 'free', fence: number): void {
  const holder = { holder: 'somebody', repository: 'octo/other', run: '77', attempt: 1, job: 'nightly', nonce: 'n' }
  stage.aws.buckets.put(BUCKET, LEASE, JSON.stringify({ format: 1, state, fence, ...holder }))
}

describe('a lease that somebody else holds', () => {
  test('is waited for, and it is said who has it', async () => {
    await stage.release(1)
    writeLease('taken', 2)
    const result = await stage.release(2, {
      onLine: (line) => {
        if (line.startsWith('Waiting for the lease')) writeLease('free', 2)
      },
    })

    expect(result.outputs.outcome).toBe('deployed')
    expect(result.log).toContain('Waiting for the lease: octo/other (run 77, attempt 1, job nightly) has it')
    expect(leaseOf(stage)).toMatchObject({ state: 'free', fence: 3 })
  })

  test('is taken over when it has run out', async () => {
    await stage.release(1)
    writeLease('taken', 2)
    stage.aws.clock.advance(33_000)
    const result = await stage.release(2)

    expect(result.outputs.outcome).toBe('deployed')
    expect(result.log).toMatch(/The lease of octo\/other .* ran out, last renewed 4\d s ago/)
    expect(leaseOf(stage)).toMatchObject({ state: 'free', fence: 3 })
  })

  test('does not keep a deploy waiting that has nothing to write', async () => {
    await stage.release(1)
    writeLease('taken', 2)
    const result = await stage.release(1)

    expect(result.outputs.outcome).toBe('unchanged')
  })

  test('is waited for by rollbacks, too', async () => {
    await stage.release(1)
    await stage.release(2)
    writeLease('taken', 3)
    const result = await stage.turn('rollback', {
      onLine: (line) => {
        if (line.startsWith('Waiting for the lease')) writeLease('free', 3)
      },
    })

    expect(result.outputs.outcome).toBe('rolled-back')
  })
})

describe('a lease that is lost in the middle', () => {
  test('ends the run at the next renewal: what is under way is aborted, and nothing is written any more', async () => {
    await stage.release(1)
    stage.aws.journal.clear()
    stage.aws.intercept(({ operation, key }) => {
      if (operation !== 'PutObject' || key !== 'dist/about/index.html') return undefined
      writeLease('taken', 99)
      return { stall: true }
    })
    const result = await stage.release(2)

    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(result.annotations.error.join('\n')).toMatch(
      /another run took over the lease, octo\/other \(run 77.*Nothing was written since[\s\S]*Release 2 is not finished/,
    )
    expect(writes(stage).slice(-2)).toEqual(['PutObject dist/about/index.html', `PutObject ${LEASE}`])
    expect(leaseOf(stage)).toMatchObject({ state: 'taken', fence: 99 })
  }, 60_000)

  test('is noticed at once where the other one has written, too, and that stays', async () => {
    await stage.release(1)
    stage.aws.journal.clear()
    meanwhile(stage, { operation: 'PutObject', path: 'index.html' }, () => {
      writeLease('taken', 99)
      stage.aws.buckets.put(BUCKET, 'dist/index.html', 'theirs')
    })
    const result = await stage.release(2)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(result.annotations.error.join('\n')).toContain('another run took over the lease')
    expect(textOf(stage, 'index.html')).toBe('theirs')
    expect(siteWrites(stage).at(-1)).toBe('PutObject dist/index.html')
    expect(writes(stage).at(-1)).toBe('PutObject dist/index.html')
  })

  test('is noticed before anything is put back, too', async () => {
    await stage.release(1)
    stage.aws.journal.clear()
    stage.aws.intercept(({ operation, key }) => {
      if (key === 'dist/index.html' && operation === 'PutObject') return denied
      if (key !== 'dist/app.js' || operation !== 'CopyObject') return undefined
      writeLease('taken', 99)
      stage.aws.buckets.put(BUCKET, key, 'theirs')
      return undefined
    })
    const result = await stage.release(2)

    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(result.annotations.error.join('\n')).toMatch(/AccessDenied[\s\S]*another run took over the lease/)
    expect(textOf(stage, 'app.js')).toBe('theirs')
    expect(stage.aws.journal.of('CreateInvalidation')).toEqual([])
  })

  test('and gone altogether is no lease either', async () => {
    await stage.release(1)
    meanwhile(stage, { operation: 'PutObject', path: 'index.html' }, () => {
      stage.aws.buckets.delete(BUCKET, LEASE)
      stage.aws.buckets.put(BUCKET, 'dist/index.html', 'theirs')
    })
    const result = await stage.release(2)

    expect(result.annotations.error.join('\n')).toMatch(/the lease s3:.*lease\.json is gone.*ask who deleted it/)
    expect(stateOf(stage)).not.toContain('lease.json')
  })
})

test('a server that does not heed conditions is refused, and nothing stays of the question', async () => {
  stage.aws.buckets.create('old-server', { conditionalWrites: false })
  const result = await stage.release(1, { inputs: { bucket: 'old-server', distribution: '' } })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toContain(
    'Could not write to s3://old-server/.colt-deploy/dist/: this S3 server ignores conditional writes, so two deploys ' +
      'could overwrite each other. Nothing was changed. Amazon S3 has them; other servers may need a newer version.',
  )
  expect(writes(stage)).toEqual(['PutObject .colt-deploy/dist/conditions', 'DeleteObject .colt-deploy/dist/conditions'])
  expect(stage.aws.buckets.keys('old-server')).toEqual([])
})

test('a role that may not write records is told so before anything of the site is written', async () => {
  stage.aws.intercept(({ changes, key }) => (changes && key?.startsWith('.colt-deploy/') ? denied : undefined))
  const before = liveSite(stage)
  const result = await stage.release(1)

  expect(result.annotations.error.join('\n')).toMatch(
    /AccessDenied\. The role needs s3:PutObject on arn:aws:s3:::shop\.example\.com\/\.colt-deploy\/dist\/\*/,
  )
  expect(liveSite(stage)).toEqual(before)
})
