// What is wrong with the text of an input of this action, as a sentence; undefined where nothing is.

import picomatch from 'picomatch'
import type { Wrong } from '../../shared/input-rules.ts'
import { STATE_FOLDER } from '../records/names.ts'

export function prefixFault(prefix: string): Wrong {
  const parts = prefix.split('/')
  const dots = parts.find((part) => part === '.' || part === '..')
  if (dots !== undefined) return `“${prefix}” holds “${dots}”, which no web address can.`
  if (parts[0] === STATE_FOLDER) return `${STATE_FOLDER} is where the state of deploys lies.`
  return parts[0] === '-' ? '“-” is how the state of a whole bucket is called.' : undefined
}

export function distributionFault(name: string): Wrong {
  const isHost = /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]+$/i.test(name)
  if (isHost || /^[A-Z0-9]{4,}$/.test(name)) return undefined
  return `“${name}” is neither an ID, such as E2EXAMPLE1234, nor a host name.`
}

export function globFault(glob: string): Wrong {
  if (isGlob(glob)) return undefined
  return `“${glob}” is not a glob relative to the folder, such as drafts/**.`
}

function isGlob(glob: string): boolean {
  try {
    picomatch.makeRe(glob)
    return !/^(\/|\.\/|!)/.test(glob)
  } catch {
    return false
  }
}
