// Hands what the runner knows to the story, and what it decides back to the runner.

import * as core from '@actions/core'
import { messagesOf, runAction } from '../shared/action.ts'
import { unknownInputs } from '../shared/inputs.ts'
import { decide } from './decide.ts'
import { readEvent } from './read/event.ts'
import { declared, readInputs } from './read/inputs.ts'
import { readSettingsFile } from './read/settings-file.ts'
import { tell, tellRefusal } from './tell.ts'

await runAction(async () => {
  for (const sentence of unknownInputs(Object.keys(declared), process.env)) core.warning(sentence)
  try {
    const { settings: file, kind, wish } = readInputs(process.env)
    const event = await readEvent(process.env)
    const text = await readSettingsFile(file, process.env.GITHUB_WORKSPACE ?? process.cwd())
    await tell(decide({ event, wish, kind, file, text }))
  } catch (error) {
    await tellRefusal(messagesOf(error))
    throw error
  }
})
