import { afterEach } from '@jest/globals'

import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../local/index.ts'

const open: LocalAws[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((aws) => aws.close()))
})

/** A Local AWS for one test, closed after it however it ends. */
export async function passingLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const aws = await startLocalAws(options)
  open.push(aws)
  return aws
}
