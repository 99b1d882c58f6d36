// The nouns of a source bundle, in the order they flow: entry, bundle, archive, surroundings, lint.

/** Processors that instances of Elastic Beanstalk have; *other* is any that they do not. */
export type Machine = 'x64' | 'arm64' | 'other'

/** What the first bytes of a file tell, where a computer can run it. */
export type Program =
  | { readonly kind: 'script'; readonly windowsLineEnd: boolean }
  | { readonly kind: 'binary'; readonly system: 'linux' | 'macos' | 'windows'; readonly machines: readonly Machine[] }

/** What one read of a file tells. */
export interface Contents {
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string
  readonly program: Program | undefined
  /** Undefined where nobody asked for it, or it is longer than anybody reads. */
  readonly text: string | undefined
}

/** Modes of files in a bundle: what may be run, and everything else. */
export type Mode = 0o644 | 0o755

export interface BundleFile {
  readonly kind: 'file'
  /** Path in the bundle, with `/` between its parts, in the Unicode form that the disk or the archive has. */
  readonly path: string
  readonly mode: Mode
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
  readonly program: Program | undefined
}

/** A symbolic link; it stays one. */
export interface BundleLink {
  readonly kind: 'link'
  readonly path: string
  /** As it is written, relative to the folder of the link. */
  readonly target: string
}

export type BundleEntry = BundleFile | BundleLink

export interface Bundle {
  /** The input as it was given. */
  readonly given: string
  readonly source: 'folder' | 'zip' | 'war' | 'jar'
  /** SHA-256 of what the bundle holds: paths, modes, links and bytes. Lower-case hex. Two archives may share it. */
  readonly identity: string
  /** Bytes of all files, unpacked. */
  readonly size: number
  /** In the order of their paths. */
  readonly entries: readonly BundleEntry[]
  /** What lints read, by path. */
  readonly texts: ReadonlyMap<string, string>
  /** Paths of a folder that are never bundled, and of folders that hold nothing. A folder ends in `/`. */
  readonly leftOut: readonly string[]
  /**
   * The archive to upload. That of a folder is written into `into`, an existing folder that the caller removes; one that
   * was ready is taken as it is.
   * @throws {Failure} where it is larger than Elastic Beanstalk takes, or a file has changed meanwhile.
   */
  archive(into: string): Promise<Archive>
}

/** The bytes of a bundle, as Elastic Beanstalk takes them. */
export interface Archive {
  /** Where they lie. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** What the environment tells of itself; what it does not tell is judged mildly. */
export interface Surroundings {
  /** The solution stack or the ARN of the platform: `64bit Amazon Linux 2023 v6.5.0 running Node.js 22`. */
  readonly platform?: string | undefined
  readonly tier?: 'web' | 'worker' | undefined
  /** May there be more than one instance? */
  readonly loadBalanced?: boolean | undefined
  readonly machine?: 'x64' | 'arm64' | undefined
}

/** Something in a bundle that will not work (an error), or probably not as meant (a warning). */
export interface Lint {
  readonly level: 'error' | 'warning'
  readonly what: string
  readonly why: string
  readonly cure: string
}

/** A bundle with what is known of where it goes, as lints see it. */
export interface Lintable extends Pick<Bundle, 'given' | 'source' | 'entries' | 'texts'> {
  readonly surroundings: Surroundings
}
