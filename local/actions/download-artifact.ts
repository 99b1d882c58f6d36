// Stands in for actions/download-artifact, for one artifact by its ID, whose files come right into the path.

import { appendFileSync, cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, inputs, told } from './step.ts'

const { 'artifact-ids': id, path } = inputs(['artifact-ids', 'path'])
const place = join(told('LOCAL_ARTIFACTS'), id)

if (!/^\d+$/.test(id)) fail(`Invalid artifact ID: '${id}'. Must be a number.`)
if (!existsSync(place)) fail(`None of the provided artifact IDs were found: ${id}`)
cpSync(place, path, { recursive: true })
// Somebody wrote to what is kept.
if (process.env.LOCAL_ARTIFACTS_SPOILED) for (const file of readdirSync(place)) appendFileSync(join(path, file), '!')
console.log(`Artifact ${id} is in ${path}`)
