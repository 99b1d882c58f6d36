// Answers in the query protocol: structures are elements, lists hold `member` elements, what is undefined is left out.

import { type Content, tag, type Xml, xmlDocument } from '../xml/write.ts'

/**
 * What an operation answers, held against the type that the SDK gives it: a member that the service does not have is
 * an error of the compiler. Enumerations are loose, because the service itself does not always spell them as it says.
 */
export type Answer<Told> = Told extends Date
  ? Date
  : Told extends string
    ? string
    : Told extends readonly (infer Item)[]
      ? readonly Answer<Item>[]
      : Told extends object
        ? { readonly [Name in keyof Told as Name extends '$metadata' ? never : Name]?: Answer<Told[Name]> | undefined }
        : Told

/** Anything that can be told in this protocol. */
export type Told = string | number | boolean | Date | undefined | readonly Told[] | { readonly [name: string]: Told }

const NAMESPACE = 'http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/'

/** The document for what was done; operations that answer nothing have no result element. */
export function answerDocument(operation: string, answer: object | undefined, request: string): string {
  const told = answer === undefined ? [] : [tag(`${operation}Result`, elementsOf(answer))]
  return xmlDocument(`${operation}Response`, [...told, tag('ResponseMetadata', [tag('RequestId', request)])], NAMESPACE)
}

/** The document for what was refused. */
export function errorDocument({ status, code, message }: Fault, request: string): string {
  const error = [tag('Type', status < 500 ? 'Sender' : 'Receiver'), tag('Code', code), tag('Message', message)]
  return xmlDocument('ErrorResponse', [tag('Error', error), tag('RequestId', request)], NAMESPACE)
}

interface Fault {
  readonly status: number
  readonly code: string
  readonly message: string
}

function elementsOf(structure: object): Xml[] {
  return Object.entries(structure).map(([name, told]: [string, Told]) => tag(name, contentOf(told)))
}

function contentOf(told: Told): Content {
  if (told instanceof Date) return told.toISOString()
  if (Array.isArray(told)) return told.map((item) => tag('member', contentOf(item)))
  return typeof told === 'object' ? elementsOf(told) : told
}
