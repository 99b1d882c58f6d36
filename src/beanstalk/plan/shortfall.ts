// What keeps an environment from being as wanted, in words.

import { counted } from '../../shared/printable.ts'
import type { Environment, Fleet, Instance } from '../model.ts'

/** What keeps a fleet from being all of that version; undefined where nothing does. */
export function behind({ instances }: Fleet, label: string): string | undefined {
  if (instances.length === 0) return 'no instance is to be seen'
  const others = instances.filter((instance) => !runs(instance, label))
  const [first] = others
  if (first === undefined) return undefined
  const what =
    first.label === label ? `has ${label}, ${first.deployment}` : `runs ${named(first.label)} instead of ${label}`
  const rest = others.length > 1 ? ` (and ${counted(others.length - 1, 'other')})` : ''
  return `instance ${first.id}${rest} ${what}`
}

function runs({ label, deployment }: Instance, wanted: string): boolean {
  return label === wanted && !/^(in progress|failed)$/i.test(deployment)
}

export function below({ color, healthStatus }: Environment): string {
  return `its health is ${healthStatus === '' ? color : `${healthStatus} (${color})`}`
}

export function causeIn(fleet: Fleet | undefined): string {
  const [cause] = (fleet?.instances ?? []).flatMap(({ causes }) => causes)
  return cause === undefined ? '' : `: ${cause}`
}

export function named(label: string): string {
  return label === '' ? 'no version that it tells' : label
}
