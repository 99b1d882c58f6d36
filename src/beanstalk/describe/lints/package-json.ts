// The scripts of the application's own package.json.

export interface PackageJson {
  readonly isValid: boolean
  readonly scripts: ReadonlyMap<string, string>
}

/** Undefined where there is none. */
export function packageJsonOf(texts: ReadonlyMap<string, string>): PackageJson | undefined {
  const text = texts.get('package.json')
  return text === undefined ? undefined : parsed(text)
}

function parsed(text: string): PackageJson {
  try {
    return { isValid: true, scripts: scriptsOf(JSON.parse(text.replace(/^\ufeff/, ''))) }
  } catch {
    return { isValid: false, scripts: new Map() }
  }
}

function scriptsOf(json: unknown): ReadonlyMap<string, string> {
  if (typeof json !== 'object' || json === null || !('scripts' in json)) return new Map()
  const { scripts } = json
  if (typeof scripts !== 'object' || scripts === null) return new Map()
  return new Map(Object.entries(scripts).flatMap(([name, line]) => (typeof line === 'string' ? [[name, line]] : [])))
}
