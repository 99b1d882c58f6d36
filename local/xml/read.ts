/** An element of a request body. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

/** Opening, closing and empty tags, or the text between them; declarations and comments match as tags and are passed over. */
const TOKEN = /<(\/?)([^\s<>/]+)[^<>]*?(\/?)>|([^<]+)/g

const REFERENCE = /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads the plain XML that SDKs send: elements and text, attributes ignored. Undefined when it is not well formed. */
export function readXml(source: string): Element | undefined {
  const root = open('')
  const path = [root]
  for (const token of source.matchAll(TOKEN)) if (!take(token, path)) return undefined
  return path.length === 1 && root.children.length === 1 ? root.children[0] : undefined
}

/** The first child of that name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name)
}

/** All children of that name. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The text of the first child of that name. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return childOf(element, name)?.text
}

interface OpenElement {
  readonly name: string
  text: string
  readonly children: OpenElement[]
}

function open(name: string): OpenElement {
  return { name, text: '', children: [] }
}

/** Follows one token down or up the path of open elements; false when it does not fit. */
function take([, closing, name = '', empty, text]: RegExpExecArray, path: OpenElement[]): boolean {
  const inner = path.at(-1)
  if (inner === undefined) return false
  if (text !== undefined) inner.text += plain(text)
  else if (closing !== '') return path.length > 1 && path.pop()?.name === name
  else if (!/^[?!]/.test(name)) descend(inner, open(name), empty === '', path)
  return true
}

function descend(inner: OpenElement, child: OpenElement, stays: boolean, path: OpenElement[]): void {
  inner.children.push(child)
  if (stays) path.push(child)
}

function plain(text: string): string {
  return text.replace(REFERENCE, (whole, hex: string | undefined, decimal: string | undefined, name: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return NAMED[name] ?? whole
  })
}
