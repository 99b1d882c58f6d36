// What a look from outside proves, and what it leaves open.

import { describe, expect, test } from '@jest/globals'
import type { Trouble } from '../../../src/site/ports.ts'
import type { Baseline } from '../../../src/site/verify/model.ts'
import {
  answer,
  denied,
  filesOf,
  missing,
  page,
  ROOT,
  redirect,
  SECRET,
  sawSame,
  sha256,
  shop,
  site,
  type Turn,
  trouble,
  type Verified,
  verify,
} from './memory-site.ts'

const at = (path: string): string => ROOT + path
const sentences = ({ verification }: Verified): readonly string[] =>
  verification.findings.map(({ sentence }) => sentence)
/** One address answers this; all others as published. */
const only = (path: string, turn: Turn) => (address: string) => (address === at(path) ? turn : undefined)
const script = (body: string): Turn => answer(body, 'text/javascript; charset=utf-8')

describe('a site that is as it was published', () => {
  test('is right, and each address was asked once', async () => {
    const { verification, visitor, took, log } = await verify(() => undefined)
    expect(verification).toEqual({ verdict: 'right', findings: [], warnings: [], looked: 5, skipped: 0 })
    const named = visitor.asked.map((address) => address.replace(/deploy-[\da-f]{8}/, 'deploy-…'))
    expect(named).toEqual(
      ['', 'styles.css', 'main.js', 'media/hill.png', 'chunk.js', 'colt-deploy-….js', 'colt-deploy-…'].map(at),
    )
    expect(took).toBe(0)
    expect(log.lines).toEqual([
      `info: Looking at ${ROOT}, and at what it refers to`,
      `info: ${ROOT} is as published: 5 addresses in under 0.1 s`,
    ])
  })

  test('is right as soon as it has healed; what was right before is not asked again', async () => {
    const { verification, visitor, took } = await verify((address, now) => {
      if (address === ROOT && now < 7000) return page('<h1>Old</h1>')
      return address === at('chunk.js') && now < 20_000 ? missing : undefined
    })
    expect(verification.verdict).toBe('right')
    expect(took).toBeLessThan(26_000)
    expect(visitor.asked.filter((address) => address === at('main.js'))).toHaveLength(1)
    expect(visitor.asked.filter((address) => address === ROOT).length).toBeLessThan(6)
  })
})

describe('what is proven wrong', () => {
  test.each<[string, (address: string) => Turn | undefined, RegExp]>([
    [
      'an entry with other bytes',
      only('', page('<h1>Old</h1>')),
      /^https:\/\/shop\.example\/ has 12 bytes where index/,
    ],
    [
      'an entry with other bytes of the same number',
      only('', page((shop['index.html'] ?? '').replace('Shop', 'Shed'))),
      /^https:\/\/shop\.example\/ answers other bytes than index\.html as it was published \(SHA-256 \w{12}… instead of/,
    ],
    ['a chunk that is missing', only('chunk.js', missing), /chunk\.js answers 404, though main\.js refers to it\.$/],
    ['a chunk that is refused', only('chunk.js', denied), /chunk\.js answers 403, though main\.js refers to it\.$/],
    ['a picture that is missing', only('media/hill.png', missing), /hill\.png answers 404, though styles\.css refers/],
    [
      'a page in place of a script',
      only('main.js', page('<h1>Shop</h1>')),
      /main\.js answers text\/html where text\/javascript is expected by index\.html: a page stands in for it\.$/,
    ],
    [
      'a type that browsers refuse',
      only('styles.css', answer(shop['styles.css'] ?? '', 'application/octet-stream')),
      /styles\.css answers application\/octet-stream where text\/css is expected by index\.html\.$/,
    ],
    ['no type at all', only('main.js', answer(shop['main.js'] ?? '', '')), /main\.js answers no type where/],
    ['a script that is too short', only('main.js', script('main')), /main\.js has 4 bytes where main\.js/],
    [
      'a script with other bytes',
      only('main.js', script((shop['main.js'] ?? '').replace('later', 'sooon'))),
      /main\.js answers other bytes/,
    ],
  ])('%s', async (_, turn, sentence) => {
    const verified = await verify(turn)
    expect(verified.verification.verdict).toBe('wrong')
    expect(sentences(verified)).toEqual([expect.stringMatching(sentence)])
    expect(verified.took).toBeGreaterThan(40_000)
    expect(verified.took).toBeLessThanOrEqual(60_000)
  })

  test('is looked at once more before it is called so, and then it is right', async () => {
    let looks = 0
    const first = await verify((address) => {
      if (address !== at('chunk.js')) return undefined
      looks += 1
      return missing
    })
    const all = looks
    looks = 0
    const second = await verify((address) => {
      if (address === at('chunk.js')) looks += 1
      return address === at('chunk.js') && looks < all ? missing : undefined
    })
    expect([first.verification.verdict, second.verification.verdict]).toEqual(['wrong', 'right'])
  })

  test('is not what was seen only once, when the time was over', async () => {
    const verified = await verify((address, now) => {
      if (address === at('chunk.js')) return missing
      return address === ROOT && now < 54_000 ? page('<h1>Old</h1>') : undefined
    })
    const early = verified.visitor.asked.filter((address) => address === at('chunk.js')).length
    expect(early).toBe(1)
    expect(verified.verification.verdict).toBe('unseen')
    expect(sentences(verified)[1]).toMatch(/chunk\.js answers 404.* It was seen only once/)
  })

  test('is told in ten findings and a number', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `chunk-${at}.js`)
    const files = {
      'index.html': '<script src="main.js"></script>',
      'main.js': names.map((name) => `import("./${name}")`).join(),
      ...Object.fromEntries(names.map((name) => [name, 'chunk'])),
    }
    const verified = await verify((address) => (address.includes('chunk-') ? missing : undefined), { files })
    expect(sentences(verified)).toHaveLength(11)
    expect(sentences(verified).at(-1)).toBe('The same or the like holds for 20 more.')
  })

  test('says that visitors still get the page of before', async () => {
    const baseline: Baseline = { ...sawSame, sha256: sha256('<h1>Old</h1>') }
    const verified = await verify(only('', page('<h1>Old</h1>')), { baseline })
    expect(sentences(verified)[0]).toMatch(
      /^https:\/\/shop\.example\/ still answers the page from before the deploy\. /,
    )
  })
})

describe('what nobody could look at', () => {
  const troubles: readonly [Trouble['trouble'], RegExp][] = [
    ['no such name', /host name is not known.*DNS/],
    ['refused', /connection was refused/],
    ['unreachable', /no way to that host/],
    ['silent', /no answer came in time.*firewall/],
    ['cut off', /connection was cut/],
    ['certificate expired', /certificate has expired.*ACM/],
    ['certificate of another name', /certificate is for another name.*alternate domain/],
    ['certificate of unknown issuer', /nobody that is trusted/],
    ['no TLS', /no TLS connection/],
    ['garbled', /no valid HTTP/],
    ['failed', /the request failed/],
  ]
  const loop = (address: string): Turn => redirect(address.endsWith('/a') ? `${ROOT}b` : `${ROOT}a`)
  const chain = (address: string): Turn => redirect(`${ROOT}?${Number(address.split('?')[1] ?? 0) + 1}`)

  test.each<[string, (address: string) => Turn, RegExp]>([
    ...troubles.map(([kind, sentence]): [string, () => Turn, RegExp] => [kind, () => trouble(kind, 'CODE'), sentence]),
    ['a password', () => page('', 401), /asks for a password \(401\).*verify-headers/],
    ['a refusal of everything', () => denied, /turns us away \(403\).*default root object/],
    ['too many requests', () => page('', 429), /come less often \(429\)/],
    ['an error of everything', () => page('', 503), /answers 503\. Look at the distribution/],
    ['an odd status', () => page('', 418), /answers 418, which tells nothing/],
    ['a challenge', () => answer('', 'text/html', 202, { 'x-amzn-waf-action': 'challenge' }), /a firewall answered/],
    [
      'a login elsewhere',
      () => redirect('https://login.example/?state=1234'),
      /another host \(https:\/\/login\.example\/\)/,
    ],
    [
      'a login here',
      (address) => (address.endsWith('/login') ? page('login') : redirect('/login')),
      /redirects to http.*login, which is not/,
    ],
    ['a circle', loop, /lead in a circle/],
    ['a long way', chain, /more than five times/],
  ])('%s has a sentence of its own', async (_, turn, sentence) => {
    const verified = await verify(turn)
    expect(verified.verification.verdict).toBe('unseen')
    expect(sentences(verified)).toEqual([expect.stringMatching(sentence)])
    expect(sentences(verified)[0]).toMatch(/^Could not look at https:\/\/shop\.example\/: .*\.$|Basic …$/)
    expect(verified.took).toBeLessThanOrEqual(60_000)
  })

  test('in part is counted, and is never called wrong', async () => {
    const verified = await verify((address) => (/chunk|hill/.test(address) ? page('', 401) : undefined))
    expect(verified.verification.verdict).toBe('unseen')
    expect(sentences(verified)).toEqual([
      'https://shop.example/ is right, but 2 addresses could not be looked at.',
      expect.stringMatching(/hill\.png: it asks for a password/),
      expect.stringMatching(/chunk\.js: it asks for a password/),
    ])
  })

  test('beside what is wrong is a warning', async () => {
    const { verification } = await verify((address) =>
      address.endsWith('chunk.js') ? missing : address.endsWith('hill.png') ? page('', 503) : undefined,
    )
    expect(verification).toMatchObject({ verdict: 'wrong', warnings: ['1 address could not be looked at.'] })
    expect(verification.findings).toHaveLength(1)
  })

  test('is a file that a firewall refuses, where it refuses the entry by then, too', async () => {
    const verified = await verify((address, now) => {
      if (address === at('chunk.js')) return denied
      return now > 30_000 ? denied : undefined
    })
    expect(verified.verification.verdict).toBe('unseen')
    expect(sentences(verified)[1]).toMatch(/chunk\.js answers 403.*By now the page .* firewall that counts requests/)
  })

  test.each([
    ['all of it hangs', /./],
    ['every file hangs', /\.\w+$/],
  ])('ends in time where %s', async (_, which) => {
    const names = Array.from({ length: 150 }, (_, at) => `chunk-${at}.js`)
    const files = {
      'index.html': '<script src="main.js"></script>',
      'main.js': names.map((name) => `import("./${name}")`).join(),
      ...Object.fromEntries(names.map((name) => [name, 'chunk'])),
    }
    const { verification, took } = await verify((address) => (which.test(address) ? 'hang' : undefined), { files })
    expect(verification.verdict).toBe('unseen')
    expect(took).toBeLessThanOrEqual(60_000)
  })

  test('is a site without a page', async () => {
    const verified = await verify(() => undefined, { files: { 'a.js': '' } })
    expect(verified.verification).toMatchObject({ verdict: 'unseen', looked: 0 })
    expect(sentences(verified)).toEqual(['Could not look at https://shop.example/: the release has no page.'])
  })
})

describe('redirects within the site', () => {
  const plain = { ...site, url: 'http://shop.example/' }

  test('are followed, and what the page loads is looked at there', async () => {
    const published = (address: string): Turn | undefined =>
      address.startsWith('http://') ? redirect(address.replace('http://', 'https://www.'), 301) : undefined
    const files = { ...shop }
    const verified = await verify((address) => published(address) ?? served(address), { at: plain, files })
    function served(address: string): Turn {
      const path = new URL(address).pathname.slice(1)
      const type = path.endsWith('.js')
        ? 'text/javascript'
        : path.endsWith('.css')
          ? 'text/css'
          : path.endsWith('.png')
            ? 'image/png'
            : 'text/html'
      const content = files[path === '' ? 'index.html' : (path as keyof typeof files)]
      return content === undefined ? missing : answer(content, type)
    }
    expect(verified.verification).toMatchObject({ verdict: 'right', looked: 5 })
    expect(verified.visitor.asked).toContain('https://www.shop.example/chunk.js')
    expect(verified.visitor.asked).not.toContain('http://shop.example/chunk.js')
  })

  test('are followed five times, and no further', async () => {
    const { visitor } = await verify((address) => redirect(`${ROOT}?${Number(address.split('?')[1] ?? 0) + 1}`))
    expect(new Set(visitor.asked).size).toBe(6)
  })

  test('get the secret headers at the site’s own origin only', async () => {
    const { visitor } = await verify(
      (address) => (address.startsWith('http://') ? redirect(address.replace('http://', 'https://')) : page('', 401)),
      { at: plain },
    )
    expect(new Set(visitor.asked)).toEqual(new Set(['http://shop.example/', 'https://shop.example/']))
    expect(visitor.trusted).toEqual(new Set(['http://shop.example/']))
  })
})

describe('while CloudFront still refreshes its copies', () => {
  test.each<[string, (address: string) => Turn | undefined, 'wrong' | 'unseen']>([
    ['a stale entry proves nothing', only('', page('<h1>Old</h1>')), 'unseen'],
    ['a stale script proves nothing', only('main.js', script('old')), 'unseen'],
    ['a missing file is missing', only('chunk.js', missing), 'wrong'],
    ['a wrong type is wrong', only('main.js', page('')), 'wrong'],
  ])('%s', async (_, turn, verdict) => {
    const verified = await verify(turn, { isSettling: true })
    expect(verified.verification.verdict).toBe(verdict)
    if (verdict === 'unseen') expect(sentences(verified).at(-1)).toMatch(/CloudFront still refreshes its copies/)
  })
})

describe('with what was to be seen before', () => {
  const saw = (sight: Baseline['sight'], why = ''): Baseline => ({ ...sawSame, sight, why })

  test('nobody looks where nobody could', async () => {
    const why = 'Could not look at https://shop.example/: it asks for a password (401).'
    const verified = await verify(() => undefined, { baseline: saw('unseen', why) })
    expect(verified.verification).toMatchObject({ verdict: 'unseen', looked: 0 })
    expect(sentences(verified)).toEqual([`The site was not to be seen before the deploy. ${why}`])
    expect(verified.visitor.asked).toEqual([])
  })

  test('where something could not be looked at and nothing is wrong, nobody waits for a minute', async () => {
    const { verification, took } = await verify(only('chunk.js', page('', 503)))
    expect(verification.verdict).toBe('unseen')
    expect(took).toBeGreaterThan(12_000)
    expect(took).toBeLessThanOrEqual(20_000)
  })

  test.each<[string, Turn]>([
    ['a password', page('', 401)],
    ['a name that nobody knows', trouble('no such name')],
    ['a certificate', trouble('certificate expired')],
  ])('and for %s nobody waits for long', async (_, turn) => {
    const { verification, took } = await verify(only('', turn))
    expect(verification.verdict).toBe('unseen')
    expect(took).toBeGreaterThan(0)
    expect(took).toBeLessThanOrEqual(3000)
  })

  const [old, other] = [only('', page('<h1>Old</h1>')), only('', answer('x', 'text/plain'))]
  test.each<[Baseline['sight'], string, (address: string) => Turn | undefined, 'right' | 'wrong' | 'unseen']>([
    ['same', 'other bytes', old, 'wrong'],
    ['seen', 'other bytes', old, 'wrong'],
    ['nothing', 'other bytes', old, 'unseen'],
    ['nothing', 'what was published, but for a chunk', only('chunk.js', missing), 'wrong'],
    ['other', 'other bytes', old, 'unseen'],
    ['other', 'another type', other, 'unseen'],
    ['other', 'what was published', () => undefined, 'right'],
    ['other', 'what was published, but for a chunk', only('chunk.js', missing), 'wrong'],
    ['same', 'a 404', only('', missing), 'wrong'],
    ['seen', 'a 404', only('', missing), 'wrong'],
    ['nothing', 'a 404', only('', missing), 'unseen'],
    ['other', 'a 404', only('', missing), 'unseen'],
    ['same', 'a 403', only('', denied), 'unseen'],
  ])('%s: an entry that answers %s', async (sight, _, turn, verdict) => {
    expect((await verify(turn, { baseline: saw(sight) })).verification.verdict).toBe(verdict)
  })

  const files = { ...shop, 'index.html': `<script src="/env.js"></script>${shop['index.html']}` }

  test('a script of somebody else is looked at, too', async () => {
    const verified = await verify(() => undefined, { files })
    expect(verified.verification.verdict).toBe('wrong')
    expect(sentences(verified)).toEqual(['https://shop.example/env.js answers 404, though index.html refers to it.'])
    const there = await verify(only('env.js', script('env')), { files })
    expect(there.verification).toMatchObject({ verdict: 'right', warnings: [], looked: 6 })
  })

  test('one that was missing before is a warning, and nobody waits for it', async () => {
    const baseline = { ...sawSame, missing: new Set([at('env.js')]) }
    const { verification, took } = await verify(() => undefined, { files, baseline })
    expect(verification).toMatchObject({
      verdict: 'right',
      warnings: [
        'https://shop.example/env.js answers 404, though index.html refers to it. So it was before the deploy.',
      ],
    })
    expect(took).toBe(0)
  })

  test('one that only visitors who logged in may look at is a warning, too, where it was so before', async () => {
    const baseline = { ...sawSame, missing: new Set([at('env.js')]) }
    const { verification, took } = await verify(only('env.js', page('', 401)), { files, baseline })
    expect(verification).toMatchObject({
      verdict: 'right',
      warnings: [expect.stringMatching(/env\.js: it asks for a/)],
    })
    expect(took).toBe(0)
  })

  test('a file of the release that was missing before is missing all the same', async () => {
    const baseline = { ...sawSame, missing: new Set([at('main.js')]) }
    expect((await verify(only('main.js', missing), { baseline })).verification.verdict).toBe('wrong')
  })
})

describe('addresses that the site does not have', () => {
  const unknown = (address: string): boolean => address.includes('colt-deploy-')

  test('a deep link that does not get the entry page is a warning with its cure', async () => {
    const { verification } = await verify((address) => (unknown(address) ? missing : undefined))
    expect(verification.verdict).toBe('right')
    expect(verification.warnings).toEqual([
      expect.stringMatching(/does not answer its page but 404.*CloudFront function/),
    ])
  })

  test('the entry page is right for it under whatever status', async () => {
    const { verification } = await verify((address) =>
      unknown(address) ? page(shop['index.html'] ?? '', 404) : undefined,
    )
    expect(verification.warnings).toEqual([])
  })

  test('a page in place of an unknown script is a warning with its cure', async () => {
    const { verification } = await verify((address) => (unknown(address) ? page(shop['index.html'] ?? '') : undefined))
    expect(verification.verdict).toBe('right')
    expect(verification.warnings).toEqual([
      expect.stringMatching(/\.js, a script that does not exist, answers 200 with a/),
    ])
  })

  test('who knows of the page in place of scripts is not told again', async () => {
    const turn = (address: string) => (unknown(address) ? page(shop['index.html'] ?? '') : undefined)
    expect((await verify(turn, { isErrorPageTold: true })).verification.warnings).toEqual([])
  })

  test('a site of several pages has no deep links; its error pages do not count', async () => {
    const look = (files: Readonly<Record<string, string>>) =>
      verify((address) => (unknown(address) ? missing : undefined), { files })
    expect((await look({ ...shop, 'about.html': '' })).verification.warnings).toEqual([])
    expect((await look({ ...shop, '404.html': '' })).verification.warnings).toHaveLength(1)
  })

  test('what nobody could look at is no warning', async () => {
    const { verification, log } = await verify((address) => (unknown(address) ? page('', 503) : undefined))
    expect(verification.warnings).toEqual([])
    expect(log.told('info').filter((line) => /answers 503/.test(line))).toHaveLength(2)
  })
})

describe('what is stored in an encoding of its own', () => {
  test('arrives decoded, so that only status and type are compared', async () => {
    const expected = filesOf(shop).map((file) => ({
      ...file,
      headers: { ...file.headers, 'Content-Encoding': 'gzip' },
      size: 7,
      sha256: 'of the compressed bytes',
    }))
    expect((await verify(() => undefined, { expected })).verification).toMatchObject({ verdict: 'right', looked: 5 })
    expect((await verify(only('main.js', page('')), { expected })).verification.verdict).toBe('wrong')
  })
})

describe('what is known of a file only in part', () => {
  const adopted = filesOf(shop).map((file) => ({ ...file, headers: undefined, sha256: undefined, size: 7 }))

  test('is compared in part: of a file that nobody has read, what browsers insist on', async () => {
    const look = async (turn: (address: string) => Turn | undefined) =>
      (await verify(turn, { expected: adopted })).verification.verdict
    expect(await look(() => undefined)).toBe('right')
    expect(await look(only('main.js', answer('other', 'application/javascript')))).toBe('right')
    expect(await look(only('main.js', page('')))).toBe('wrong')
    expect(await look(only('styles.css', answer('h1 {}', 'text/plain')))).toBe('wrong')
    expect(await look(only('media/hill.png', page('')))).toBe('wrong')
  })

  const cut = (body: string, type: string): Turn => ({ ...answer(body, type), cut: true })

  test('is compared in part: of a very large file, status and type', async () => {
    const expected = filesOf(shop).map((file) => (file.path.endsWith('.png') ? { ...file, size: 50_000_000 } : file))
    const look = async (turn: Turn) => (await verify(only('media/hill.png', turn), { expected })).verification.verdict
    expect(await look(cut('the first bytes', 'image/png'))).toBe('right')
    expect(await look(cut('the first bytes', 'text/html'))).toBe('wrong')
  })

  test('is wrong all the same where there is far too much of it', async () => {
    const verified = await verify(only('media/hill.png', cut('the first bytes', 'image/png')))
    expect(sentences(verified)).toEqual([expect.stringMatching(/hill\.png has far more bytes where media\/hill\.png/)])
  })
})

describe('the log', () => {
  test('tells now and then what is not right yet, and no secret', async () => {
    const verified = await verify((address) => (/chunk|hill/.test(address) ? missing : undefined))
    const lines = verified.log.told('info')
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.length).toBeLessThan(14)
    expect(lines[1]).toMatch(/^2 addresses are not right yet, looking again\. .*hill\.png answers 404/)
    expect(lines.at(-1)).toMatch(/^https:\/\/shop\.example\/ is not as published: 5 addresses in \d+ s$/)
    expect(JSON.stringify([verified.verification, verified.log.lines])).not.toContain(SECRET)
    expect(verified.visitor.trusted.size).toBeGreaterThan(4)
  })
})

test('a gate that shuts ends it with the reason', async () => {
  const lost = new Error('The lease is lost.')
  const verifying = verify((address) => {
    if (address === at('main.js')) throw lost
    return undefined
  })
  await expect(verifying).rejects.toMatchObject({ failures: [lost] })
})
