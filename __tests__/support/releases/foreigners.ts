// Objects that are not the action's: in the site's prefix, beside it, in the state, and in that of other sites.

import type { LocalAws } from '../../../local/index.ts'

const planted = [
  'dist/uploads/cv.pdf',
  'dist/old-page.html',
  'dist/chunk-AAAAAAAA.js',
  'dist/inner/index.html',
  'dist2/index.html',
  'dist2/main.js',
  'index.html',
  '.colt-deploy/dist/inner/current.json',
  '.colt-deploy/dist/notes.txt',
  '.colt-deploy/dist/kept/read-me',
  '.colt-deploy/dist2/current.json',
  '.colt-deploy/dist2/lease.json',
  '.colt-deploy/dist2/releases/00000001.json',
  `.colt-deploy/dist2/kept/${'0'.repeat(64)}`,
]

const headers = { 'Content-Type': 'text/plain', 'x-amz-meta-owner': 'somebody' }

/** Puts them there. */
export function plantForeigners(aws: LocalAws, bucket: string): void {
  for (const key of planted) plant(aws, bucket, key)
}

export function isForeign(aws: LocalAws, bucket: string, key: string): boolean {
  return aws.buckets.get(bucket, key)?.headers['x-amz-meta-owner'] === 'somebody'
}

export function plant(aws: LocalAws, bucket: string, key: string): void {
  aws.buckets.put(bucket, key, `foreign ${key}`, headers)
}

/** The keys of those that are gone or another by now. */
export function harmedForeigners(aws: LocalAws, bucket: string, more: readonly string[]): readonly string[] {
  return [...planted, ...more].filter((key) => {
    const object = aws.buckets.get(bucket, key)
    const asPlanted = object?.body.toString() === `foreign ${key}`
    return !asPlanted || JSON.stringify(object?.headers) !== JSON.stringify(headers)
  })
}
