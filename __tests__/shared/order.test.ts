// Which of two commits is the newer one?

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  allowedSentence,
  type Commits,
  type Comparison,
  type Order,
  orderOf,
  orderSentence,
} from '../../src/shared/order.ts'
import type { Provenance } from '../../src/shared/provenance.ts'

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]

const live: Provenance = {
  repository: 'acme/shop',
  workflow: '.github/workflows/deploy.yml',
  commit: a,
  ref: 'refs/heads/main',
  run: '1657',
  number: 57,
  attempt: 1,
  actor: 'octocat',
  environment: 'prod',
}
const ours: Provenance = { ...live, commit: b, run: '1658', number: 58 }

interface AskedCommits extends Commits {
  /** The pairs that were asked for, as `base...head`. */
  readonly asked: readonly string[]
}

/** A history that has one answer for all. */
function saying(comparison: Comparison | undefined): AskedCommits {
  const asked: string[] = []
  return {
    asked,
    async compare(base, head) {
      asked.push(`${base}...${head}`)
      return comparison
    },
  }
}

const verdictOf = async (was: Provenance, is: Provenance, commits: Commits): Promise<Order['verdict']> =>
  (await orderOf(was, is, commits)).verdict

describe('in one repository GitHub decides', () => {
  test.each<[Comparison, Order['verdict']]>([
    ['behind', 'older'],
    ['ahead', 'newer'],
    ['identical', 'same'],
    ['diverged', 'diverged'],
  ])('%s is %s, whatever the numbers of the runs', async (comparison, verdict) => {
    for (const number of [0, 1, 57, 58]) {
      expect(await verdictOf(live, { ...ours, number }, saying(comparison))).toBe(verdict)
      expect(await verdictOf({ ...live, number }, ours, saying(comparison))).toBe(verdict)
    }
  })

  test('what is live is the base, and ours the head', async () => {
    const commits = saying('ahead')
    await orderOf(live, ours, commits)
    expect(commits.asked).toEqual([`${a}...${b}`])
  })

  test('the same repository is the same in any case of letters', async () => {
    expect(await verdictOf(live, { ...ours, repository: 'Acme/Shop' }, saying('behind'))).toBe('older')
  })

  test('what it says of the second is never taken for the first', async () => {
    const runs = fc.record({ number: fc.nat(99), workflow: fc.constantFrom('', 'a.yml', 'b.yml') })
    await fc.assert(
      fc.asyncProperty(runs, runs, async (was, is) => {
        expect(await verdictOf({ ...live, ...was }, { ...ours, ...is }, saying('ahead'))).toBe('newer')
        expect(await verdictOf({ ...live, ...was }, { ...ours, ...is }, saying('behind'))).toBe('older')
      }),
    )
  })
})

describe('GitHub is not asked', () => {
  test.each<[string, Partial<Provenance>, Partial<Provenance>, Order['verdict']]>([
    ['about the commit that is live', {}, { commit: a }, 'same'],
    [
      'about the commit that is live, from a workflow of another name',
      {},
      { commit: a, workflow: '', number: 1 },
      'same',
    ],
    ['where no commit is recorded', { commit: '' }, {}, 'newer'],
    ['where no commit is recorded of another repository', { commit: '', repository: 'acme/old' }, {}, 'newer'],
    ['where neither commit is known', { commit: '' }, { commit: '' }, 'newer'],
    ['where our commit is not known', {}, { commit: '' }, 'unknown'],
    ['about another repository', { repository: 'acme/old' }, {}, 'unknown'],
    ['about another repository with the same commit', { repository: 'acme/old' }, { commit: a }, 'unknown'],
    ['about a repository that is not known', { repository: '' }, {}, 'unknown'],
  ])('%s', async (_, was, is, verdict) => {
    const commits = saying('behind')
    expect(await verdictOf({ ...live, ...was }, { ...ours, ...is }, commits)).toBe(verdict)
    expect(commits.asked).toEqual([])
  })
})

describe('without an answer the number of the run decides, within one workflow', () => {
  test.each<[string, Partial<Provenance>, Partial<Provenance>, Order['verdict']]>([
    ['a lower one is older', { number: 57 }, { number: 56 }, 'older'],
    ['a higher one is newer', { number: 57 }, { number: 58 }, 'newer'],
    ['digits are no text', { number: 9 }, { number: 10 }, 'newer'],
    ['the same run with another commit tells nothing', { number: 57 }, { number: 57 }, 'unknown'],
    ['a number that is not known tells nothing of ours', { number: 57 }, { number: 0 }, 'unknown'],
    ['a number that is not known tells nothing of what is live', { number: 0 }, { number: 57 }, 'unknown'],
    ['two workflows count apart', { workflow: 'x.yml' }, { number: 1 }, 'unknown'],
    ['two workflows that are not known may be two', { workflow: '' }, { workflow: '', number: 1 }, 'unknown'],
    ['two repositories count apart', { repository: 'acme/old' }, { number: 1 }, 'unknown'],
    ['an attempt is no number', { number: 57, attempt: 3 }, { number: 58, attempt: 1 }, 'newer'],
  ])('%s', async (_, was, is, verdict) => {
    expect(await verdictOf({ ...live, ...was }, { ...ours, ...is }, saying(undefined))).toBe(verdict)
  })
})

/** Commits that each have some of the earlier ones as parents, and GitHub's view of them, which may have gaps. */
const histories = fc
  .tuple(fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 8 }), fc.func(fc.boolean()))
  .map(([parents, isKnown]) => {
    const names = parents.map((_, index) => (index + 1).toString(16).repeat(40))
    const before: ReadonlySet<string>[] = []
    for (const some of parents) {
      const direct = before.length === 0 ? [] : some.map((one) => one % before.length)
      before.push(new Set(direct.flatMap((one) => [names[one] ?? '', ...(before[one] ?? [])])))
    }
    const isBefore = (one: string, other: string) => before[names.indexOf(other)]?.has(one) === true
    const commits: Commits = {
      async compare(base, head) {
        if (!isKnown([base, head].sort().join(' '))) return undefined
        if (base === head) return 'identical'
        if (isBefore(base, head)) return 'ahead'
        return isBefore(head, base) ? 'behind' : 'diverged'
      },
    }
    return { names, isBefore, commits }
  })

const origins = fc.record({
  repository: fc.constantFrom('acme/shop', 'Acme/Shop', 'acme/site', ''),
  workflow: fc.constantFrom('deploy.yml', 'deploy.yml', 'other.yml', ''),
  number: fc.nat(4),
})

const meetings = histories.chain(({ names, isBefore, commits }) => {
  const places = fc
    .tuple(origins, fc.constantFrom(...names))
    .map(([origin, commit]) => ({ ...live, ...origin, commit }))
  return fc.record({ was: places, is: places, isBefore: fc.constant(isBefore), commits: fc.constant(commits) })
})

test('seen from the other side older is newer, and everything else stays', async () => {
  const mirrored = { same: 'same', newer: 'older', older: 'newer', diverged: 'diverged', unknown: 'unknown' }
  await fc.assert(
    fc.asyncProperty(meetings, async ({ was, is, commits }) => {
      expect(await verdictOf(is, was, commits)).toBe(mirrored[await verdictOf(was, is, commits)])
    }),
    { numRuns: 500 },
  )
})

test('a commit that GitHub knows to descend from what is live is never refused', async () => {
  await fc.assert(
    fc.asyncProperty(meetings, async ({ was, is, isBefore, commits }) => {
      fc.pre(isBefore(was.commit, is.commit) && (await commits.compare(was.commit, is.commit)) !== undefined)
      expect(await verdictOf(was, is, commits)).not.toBe('older')
    }),
    { numRuns: 300 },
  )
})

describe('people are told', () => {
  const told = async (
    comparison: Comparison | undefined,
    was: Partial<Provenance> = {},
    is: Partial<Provenance> = {},
  ) => {
    const [theirs, mine] = [
      { ...live, ...was },
      { ...ours, ...is },
    ]
    return orderSentence(await orderOf(theirs, mine, saying(comparison)), theirs, mine)
  }

  test('that an older commit is refused, and how to go on', async () => {
    expect(await told('behind')).toBe(
      'bbbbbbb is older than what is live (aaaaaaa, run 57): the commit that is live descends from it. ' +
        'Nothing was changed. To deploy it all the same: `allow-older: true`.',
    )
  })

  test('which runs decided where GitHub did not', async () => {
    expect(await told(undefined, {}, { number: 41 })).toBe(
      'bbbbbbb is older than what is live (aaaaaaa, run 57): GitHub did not compare the two, but run 41 came before ' +
        'run 57. Nothing was changed. To deploy it all the same: `allow-older: true`.',
    )
    expect((await orderOf(live, ours, saying(undefined))).why).toBe(
      'GitHub did not compare the two, but run 58 came after run 57',
    )
  })

  test('that an older commit was let through', async () => {
    expect(allowedSentence(await orderOf(live, ours, saying('behind')), live, ours)).toBe(
      'bbbbbbb is older than what is live (aaaaaaa, run 57): the commit that is live descends from it. ' +
        'It is deployed all the same: `allow-older: true`.',
    )
  })

  test('that two branches meet', async () => {
    expect(await told('diverged')).toBe(
      'bbbbbbb does not contain what is live (aaaaaaa, run 57): neither commit descends from the other. ' +
        'It is deployed all the same. To have both, deploy a commit that merges them.',
    )
  })

  test('what would let GitHub tell', async () => {
    expect(await told(undefined, { number: 0 })).toBe(
      'Whether bbbbbbb is older than what is live (aaaaaaa) is not known: GitHub did not compare the two, nor do their ' +
        'runs tell. It is deployed all the same. GitHub can tell, given `contents: read` and ' +
        `\`github-token: \${{ github.token }}\`.`,
    )
  })

  test('which other repository they meet', async () => {
    expect(await told('behind', { repository: 'acme/old' })).toBe(
      'Whether bbbbbbb is older than what is live (aaaaaaa, run 57) is not known: what is live comes from acme/old. ' +
        'It is deployed all the same. See whether it is what should be live.',
    )
    expect(await told('behind', { repository: '' })).toContain('what is live comes from another repository.')
  })

  test('that a run without a commit cannot be compared', async () => {
    expect(await told('behind', {}, { commit: '' })).toBe(
      'Whether this deploy is older than what is live (aaaaaaa, run 57) is not known: this run names no commit. ' +
        'It is deployed all the same. See whether it is what should be live.',
    )
  })

  test('nothing where the commit is newer or the same', async () => {
    expect([await told('ahead'), await told('identical'), await told('behind', { commit: '' })]).toEqual(['', '', ''])
  })
})
