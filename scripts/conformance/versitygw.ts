import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { daemon, run } from './process.ts'
import type { Rival } from './rival.ts'
import { versitygwDifferences } from './versitygw-differences.ts'

const VERSION = '1.8.0'
const credentials = { accessKeyId: 'AKIACONFORMANCE00000', secretAccessKey: 'conformance-secret' }

/** An S3 gateway over a POSIX file system, in Go. */
export const versitygw: Rival = {
  name: 'versitygw',
  version: VERSION,
  tool: 'go',
  takesReleases: true,
  differences: versitygwDifferences,
  install: (folder) => {
    const program = join(folder, `versitygw-${VERSION}`)
    if (existsSync(program)) return program
    const build = join(folder, 'go-bin')
    run('go', ['install', `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`], { GOBIN: build })
    renameSync(join(build, 'versitygw'), program)
    rmSync(build, { recursive: true })
    return program
  },
  start: async (program) => {
    const folder = mkdtempSync(join(tmpdir(), 'versitygw-'))
    const [metadata, objects] = [join(folder, 'metadata'), join(folder, 'objects')]
    for (const part of [metadata, objects]) mkdirSync(part)
    const { endpoint, stop } = await daemon({
      program,
      args: (port) => ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', metadata, objects],
      env: { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
    })
    return {
      server: { endpoint, credentials, features: ['s3'] },
      stop: async () => {
        await stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
}
