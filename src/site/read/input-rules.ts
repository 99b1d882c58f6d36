// What is wrong with the text of an input, as a sentence; undefined where nothing is.

import picomatch from 'picomatch'
import { STATE_FOLDER } from '../records/names.ts'

type Wrong = string | undefined

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @param rest what becomes of all but the name, where it was given with more
 */
export function bucketFault(given: string, rest = ''): Wrong {
  if (isBucketName(given)) return undefined
  const name = nameIn(given)
  const meant = name !== given && isBucketName(name) ? ` Only the name: ${name}.${rest}` : ''
  return `“${given}” is not the name of a bucket.${meant}`
}

/** People paste addresses. */
function nameIn(given: string): string {
  return given.replace(/^(s3:\/\/|arn:aws:s3:::)/, '').split('/')[0] ?? ''
}

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..')
}

export function prefixFault(prefix: string): Wrong {
  const parts = prefix.split('/')
  const dots = parts.find((part) => part === '.' || part === '..')
  if (dots !== undefined) return `“${prefix}” holds “${dots}”, which no web address can.`
  if (parts[0] === STATE_FOLDER) return `${STATE_FOLDER} is where the state of deploys lies.`
  return parts[0] === '-' ? '“-” is how the state of a whole bucket is called.' : undefined
}

export function regionFault(region: string): Wrong {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)) return undefined
  return `“${region}” is not an AWS region, such as us-east-1.`
}

export function urlFault(url: string): Wrong {
  if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return undefined
  return `“${url}” is not an address such as https://example.com.`
}

export function distributionFault(name: string): Wrong {
  const isHost = /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]+$/i.test(name)
  if (isHost || /^[A-Z0-9]{4,}$/.test(name)) return undefined
  return `“${name}” is neither an ID, such as E2EXAMPLE1234, nor a host name.`
}

export function globFault(glob: string): Wrong {
  if (isGlob(glob)) return undefined
  return `“${glob}” is not a glob relative to the folder, such as drafts/**.`
}

function isGlob(glob: string): boolean {
  try {
    picomatch.makeRe(glob)
    return !/^(\/|\.\/|!)/.test(glob)
  } catch {
    return false
  }
}
