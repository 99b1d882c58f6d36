// Holds other servers that stand in for AWS to the contract that Local AWS is held to, and deploys onto them with the built
// action: npm run conformance

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { deploysOn } from './conformance/deploys.ts'
import { moto } from './conformance/moto.ts'
import { isOnPath } from './conformance/process.ts'
import { releasesOn } from './conformance/releases/index.ts'
import type { Rival } from './conformance/rival.ts'
import { type Verdict, verdictOn } from './conformance/verdict.ts'
import { versitygw } from './conformance/versitygw.ts'

const FOLDER = join(import.meta.dirname, '..', '.cache', 'conformance')
const RIVALS: readonly Rival[] = [versitygw, moto]

/** Installs, starts and judges one server; undefined where it cannot be installed on this machine. */
async function judge(rival: Rival): Promise<Verdict | undefined> {
  if (!isOnPath(rival.tool)) {
    console.log(`not run: ${rival.name} (${rival.tool} is not on PATH)`)
    return undefined
  }
  const running = await rival.start(rival.install(FOLDER))
  try {
    const verdict = await verdictOn(rival, running)
    const deploys = await deploysOn(running.server)
    const releases = rival.takesReleases ? await releasesOn(running.server) : { right: 0, wrong: [] }
    const wrong = [...deploys.wrong, ...releases.wrong].map((fault) => `deploying ${fault}`)
    const whole = {
      ...verdict,
      alike: verdict.alike + deploys.right + releases.right,
      surprises: [...verdict.surprises, ...wrong],
    }
    report(rival, whole)
    return whole
  } finally {
    await running.stop()
  }
}

function report({ name, version }: Rival, { alike, known, surprises }: Verdict): void {
  console.log(`${name} ${version}: ${alike} as AWS, ${known.length} known to differ, ${surprises.length} unexpected`)
  for (const line of known) console.log(`  known to differ: ${line}`)
  for (const line of surprises) console.log(`  unexpected: ${line}`)
}

mkdirSync(FOLDER, { recursive: true })
const verdicts: Verdict[] = []
for (const rival of RIVALS) {
  const verdict = await judge(rival)
  if (verdict !== undefined) verdicts.push(verdict)
}

const passed = verdicts.reduce((sum, { alike, known }) => sum + alike + known.length, 0)
const failed = verdicts.reduce((sum, { surprises }) => sum + surprises.length, 0)
const missing = RIVALS.length - verdicts.length
const missingMatters = process.env.CI === 'true' ? missing > 0 : verdicts.length === 0
process.exitCode = failed > 0 || missingMatters ? 1 : 0
console.log(`${passed} passed, ${failed} failed`)
