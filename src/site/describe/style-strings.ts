// The addresses and strings of a style sheet, read with a CSS lexer: comments are none.

import { TokenType, tokenize } from '@csstools/css-tokenizer'

export function styleStrings(css: string): readonly string[] {
  const strings: string[] = []
  for (const [type, text] of tokenize({ css }))
    if (type === TokenType.URL || type === TokenType.String) strings.push(text)
  return strings
}
