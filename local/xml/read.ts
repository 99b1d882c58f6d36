import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element of a request body. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

/** As the parser tells it: a text under `#text`, an element under its name with what it holds. */
type Node = Readonly<Record<string, string | readonly Node[]>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
})

/** Reads the plain XML that SDKs send: elements and text, attributes ignored. Undefined when it is not well formed. */
export function readXml(source: string): Element | undefined {
  if (XMLValidator.validate(source) !== true) return undefined
  const nodes: readonly Node[] = parser.parse(source)
  const [root, ...others] = elementsIn(nodes)
  return others.length === 0 ? root : undefined
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

function elementsIn(nodes: readonly Node[]): readonly Element[] {
  return nodes.flatMap((node) => {
    const found = Object.entries(node).find(([name]) => name !== '#text')
    const [name, held] = found ?? []
    if (name === undefined || typeof held !== 'object') return []
    return [{ name, text: textIn(held), children: elementsIn(held) }]
  })
}

function textIn(nodes: readonly Node[]): string {
  return nodes
    .map((node) => node['#text'])
    .filter((text) => typeof text === 'string')
    .join('')
}
