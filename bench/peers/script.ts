// The script that people put live with.

import { dirname, join } from 'node:path'
import { spend } from '../measure.ts'
import type { Spent } from '../model.ts'
import type { GoLive } from '../phases/merge.ts'
import { pythonProgram } from './tools.ts'

export const script: GoLive = ({ folder, bucket, distribution, aws }, signal): Promise<Spent> => {
  const env = {
    ...aws.env,
    PATH: `${dirname(pythonProgram('aws'))}:${process.env.PATH}`,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  }
  const args = [join(import.meta.dirname, 'script.sh'), folder, bucket, distribution.id]
  return spend({ program: 'bash', args, env }, signal)
}
