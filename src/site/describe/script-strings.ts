// The strings of a script or of JSON, read with a JavaScript lexer: comments, names and patterns are none.

import jsTokens from 'js-tokens'

const literals = new Set(['StringLiteral', 'NoSubstitutionTemplate', 'TemplateHead', 'TemplateMiddle', 'TemplateTail'])

export function scriptStrings(script: string): readonly string[] {
  const strings: string[] = []
  for (const { type, value } of jsTokens(script))
    if (literals.has(type)) strings.push(value.includes('\\') ? unescaped(value) : value)
  return strings
}

/** An escaped sign is none that a hash has; it only must not stick to one. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u[\da-f]{4}|x[\da-f]{2}|.)/gis, ' ')
}
