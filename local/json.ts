/** What JSON can hold, and what is asked of it without knowing what it holds. */
export type Json = string | number | boolean | null | readonly Json[] | JsonMap

export interface JsonMap {
  readonly [name: string]: Json
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !isList(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** A map, or none for anything else. */
export function mapIn(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {}
}

/** One or several texts, as policies have them; none where there is nothing. */
export function textsIn(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return []
  return (isList(value) ? value : [value]).map(String)
}

/** One or several of anything. */
export function listIn(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}
