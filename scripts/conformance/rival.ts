import type { Server } from '../../__tests__/local/contract/index.ts'

/** Another server that stands in for AWS, made by others; where it and Local AWS agree, both are more likely right. */
export interface Rival {
  readonly name: string
  /** The version that the known differences were seen with. */
  readonly version: string
  /** The program that installs it. */
  readonly tool: string
  /** The cases in which it does not do what AWS does, by their names. */
  readonly differences: Readonly<Record<string, Difference>>
  /** Does it keep conditions on what is put and deleted? Only then can releases be tried on it. */
  readonly takesReleases: boolean
  /** Puts it into the folder, unless it is there; answers the program. */
  install(folder: string): string
  start(program: string): Promise<Running>
}

/** What a server does instead of what AWS does. */
export interface Difference {
  /** For people. */
  readonly instead: string
  /** A part of the failure by which the case shows it; another failure is a surprise. */
  readonly shows: string
}

export interface Running {
  readonly server: Server
  stop(): Promise<void>
}
