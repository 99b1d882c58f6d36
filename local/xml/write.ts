/** A piece of XML that is already escaped. */
export interface Xml {
  readonly markup: string
}

/** What an element can hold; an element that holds undefined is left out. */
export type Content = string | number | boolean | undefined | readonly Xml[]

/** An element; strings are escaped, lists are children. */
export function tag(name: string, content: Content): Xml {
  if (content === undefined) return { markup: '' }
  return { markup: `<${name}>${inside(content)}</${name}>` }
}

/** A whole document; the root element may carry a namespace. */
export function xmlDocument(name: string, content: Exclude<Content, undefined>, namespace?: string): string {
  const opening = namespace === undefined ? name : `${name} xmlns="${namespace}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${opening}>${inside(content)}</${name}>`
}

function inside(content: Exclude<Content, undefined>): string {
  return typeof content === 'object' ? content.map(({ markup }) => markup).join('') : escaped(String(content))
}

/** Line ends are written as references, because a parser would make `\n` of `\r`. */
function escaped(text: string): string {
  return text.replace(/[&<>"\r\n]/g, (character) => REFERENCES[character] ?? character)
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
}
