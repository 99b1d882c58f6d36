// A visitor whom no address leads anywhere: sites in memory have no public one.

import type { Visitor } from '../../../src/site/ports.ts'

export const noWay: Visitor = { visit: async () => ({ trouble: 'no such name', code: 'ENOTFOUND' }) }
