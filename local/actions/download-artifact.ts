// Stands in for actions/download-artifact, for one artifact by its ID, whose files come right into the path.

import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail, inputs, told } from './step.ts'

const { 'artifact-ids': id, path } = inputs(['artifact-ids', 'path'])
const place = join(told('LOCAL_ARTIFACTS'), id)

if (!/^\d+$/.test(id)) fail(`Invalid artifact ID: '${id}'. Must be a number.`)
if (!existsSync(place)) fail(`None of the provided artifact IDs were found: ${id}`)
cpSync(place, path, { recursive: true })
console.log(`Artifact ${id} is in ${path}`)
