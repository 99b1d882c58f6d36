// A page of a list as S3 answers it. Pages hold a thousand objects each, and most of what a run without work reads.

import { Parser } from 'htmlparser2'
import { bare } from '../../shared/aws/etag.ts'
import type { LiveObject } from '../file-model.ts'
import type { Page } from './listing.ts'

/** The elements that are read, of the page and of each of its objects. */
const names = [
  ...(['Key', 'Size', 'ETag', 'LastModified', 'StorageClass'] as const),
  ...(['EncodingType', 'IsTruncated', 'NextContinuationToken'] as const),
] as const
type Name = (typeof names)[number]
type Fields = Partial<Record<Name, string>>

/** What stands in a page, as it stands there. */
interface Read {
  readonly page: Fields
  readonly objects: readonly Fields[]
  /** Does the document have its end? */
  readonly isWhole: boolean
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html#API_ListObjectsV2_ResponseSyntax
 *
 * @throws where the document has no end: the rest of it would be taken for deleted
 */
export function pageIn(xml: string): Page {
  const { page, objects, isWhole } = isPlain(xml) ? readPlain(xml) : readAny(xml)
  if (!isWhole) throw new Error('The list of objects was cut off.')
  // Keys may hold characters that XML cannot; a server that does not know the encoding answers without naming it.
  const decode = page.EncodingType === 'url' ? decodeKey : (key: string) => key
  return {
    objects: objects.map((fields) => objectOf(fields, decode)),
    next: page.IsTruncated === 'true' ? page.NextContinuationToken : undefined,
  }
}

/** After its declaration and the name of its root, S3 writes tags, text and the quotes of ETags, and nothing else of XML. */
function isPlain(xml: string): boolean {
  const { index = -1 } = /<ListBucketResult\b/.exec(xml) ?? {}
  const inside = xml.indexOf('>', index)
  return index >= 0 && !/<(?!\/?\w+>)|&(?!#34;|quot;)/.test(xml.slice(inside))
}

const tags = new RegExp(`<(/?)(Contents|${names.join('|')})>([^<]*)`, 'g')

/** What is plain takes no parser, which would need five times as long. */
function readPlain(xml: string): Read {
  const page: Fields = {}
  const objects: Fields[] = []
  let owner = page
  for (const [, end, name = '', text = ''] of xml.matchAll(tags)) {
    if (name === 'Contents') {
      owner = end === '' ? {} : page
      if (end === '') objects.push(owner)
    } else if (end === '' && isField(name)) owner[name] ??= text.replaceAll(/&#34;|&quot;/g, '"')
  }
  return { page, objects, isWhole: xml.trimEnd().endsWith('</ListBucketResult>') }
}

function readAny(xml: string): Read {
  const page: Fields = {}
  const objects: Fields[] = []
  let [owner, text, isWhole] = [page, '', false]
  const parser = new Parser(
    {
      onopentagname(name) {
        if (name === 'Contents') {
          owner = {}
          objects.push(owner)
        }
        text = ''
      },
      ontext(part) {
        text += part
      },
      onclosetag(name, isImplied) {
        if (name === 'ListBucketResult') isWhole = !isImplied
        else if (name === 'Contents') owner = page
        else if (isField(name)) owner[name] ??= text
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return { page, objects, isWhole }
}

const known: ReadonlySet<string> = new Set(names)

function isField(name: string): name is Name {
  return known.has(name)
}

function objectOf(fields: Fields, decode: (key: string) => string): LiveObject {
  const { Key = '', Size, ETag, LastModified = '', StorageClass = 'STANDARD' } = fields
  return {
    key: copyOf(decode(Key)),
    size: Number(Size ?? 0),
    etag: copyOf(bare(ETag)),
    modified: Date.parse(LastModified) || 0,
    storageClass: StorageClass === 'STANDARD' ? undefined : copyOf(StorageClass),
  }
}

/** V8 keeps a whole document for the sake of a string that was cut out of it. */
function copyOf(part: string): string {
  return Buffer.from(part).toString()
}

function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}
