// The addresses in a page, and the strings of the scripts and styles inside it, read with an HTML lexer.

import { Parser } from 'htmlparser2'
import { scriptStrings } from './script-strings.ts'
import { styleStrings } from './style-strings.ts'

type Attributes = Readonly<Record<string, string>>

/** Attributes that people read, and those that only name an element. */
const prose = /^(?:alt|title|aria-.*|placeholder|label|summary|id|class|name|value|integrity|nonce)$/

export function pageStrings(html: string): readonly string[] {
  const strings: string[] = []
  const classic: string[] = []
  let modules = false
  let inside: { readonly strings: (text: string) => readonly string[]; text: string } | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      const code = name === 'script' && attributes.src !== undefined
      modules ||= code && attributes.type === 'module'
      ;(code && isClassic(attributes) ? classic : strings).push(...addresses(attributes))
      const lexer = lexerOf(name, attributes)
      inside = lexer && { strings: lexer, text: '' }
    },
    ontext(text) {
      if (inside) inside.text += text
    },
    onclosetag() {
      if (inside) strings.push(...inside.strings(inside.text))
      inside = undefined
    },
  })
  parser.end(html)
  return modules ? strings : [...strings, ...classic]
}

/** A bundler that loads its scripts as modules loads none like this: beside modules, such a script is somebody else's. */
function isClassic({ type, defer, async, nomodule }: Attributes): boolean {
  return type !== 'module' && defer === undefined && async === undefined && nomodule === undefined
}

function addresses(attributes: Attributes): readonly string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (prose.test(name)) return []
    return name === 'style' ? styleStrings(value) : [value]
  })
}

function lexerOf(name: string, { type = '' }: Attributes): ((text: string) => readonly string[]) | undefined {
  if (name === 'style') return styleStrings
  const script = name === 'script' && /^$|^module$|javascript$|json$|^importmap$|^speculationrules$/.test(type)
  return script ? scriptStrings : undefined
}
