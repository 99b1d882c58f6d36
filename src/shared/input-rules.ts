// What is wrong with the text of an input, as a sentence; undefined where nothing is.

export type Wrong = string | undefined

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

export function regionFault(region: string): Wrong {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)) return undefined
  return `“${region}” is not an AWS region, such as us-east-1.`
}

export function urlFault(url: string): Wrong {
  if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return undefined
  return `“${url}” is not an address such as https://example.com.`
}
