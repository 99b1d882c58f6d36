// The tools that can be named by --peers.

import type { Contender, Credentials } from '../model.ts'
import { aws } from './aws.ts'
import { rclone } from './rclone.ts'
import { s5cmd } from './s5cmd.ts'

type Peer = (credentials: Credentials, signal: AbortSignal) => Contender

export const peers: Readonly<Record<string, Peer>> = {
  rclone,
  s5cmd,
  aws,
  'rclone-no-head': (credentials, signal) => rclone(credentials, signal, ['--s3-no-head']),
}

/** Who is measured unless somebody else is named. */
export const usualPeers: readonly string[] = ['rclone', 's5cmd', 'aws']
