// A template as JSON: the short forms of YAML become the long ones, `!Ref Name` → `{ Ref: Name }`.

import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import type { Json, JsonMap } from '../json.ts'

export function readYaml(text: string): Json {
  const { contents, errors } = parseDocument(text)
  if (errors[0] !== undefined) throw errors[0]
  return jsonOf(contents)
}

/** What a node of the document says, its tag taken into account. */
export function jsonOf(node: unknown): Json {
  if (isScalar(node)) return tagged(node, plain(node.value))
  if (isSeq(node)) return tagged(node, node.items.map(jsonOf))
  if (!isMap(node)) return null
  const entries: JsonMap = Object.fromEntries(node.items.map(({ key, value }) => [String(jsonOf(key)), jsonOf(value)]))
  return tagged(node, entries)
}

function plain(value: unknown): Json {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
}

/** `!GetAtt Role.Arn` is the one that has its two parts in one text. */
function tagged({ tag }: Node, value: Json): Json {
  if (tag === undefined || !/^!\w/.test(tag)) return value
  const name = tag.slice(1)
  if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': value.split('.') }
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value }
}
