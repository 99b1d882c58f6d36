import { deepEqual, equal } from 'node:assert/strict'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'

import type { Case } from './world.ts'

export const stsCases: readonly Case[] = [
  {
    name: 'the caller is told account, user and ARN',
    needs: 'sts',
    run: async ({ sts }) => {
      const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}))
      equal(/^\d{12}$/.test(Account ?? ''), true)
      deepEqual([Arn?.startsWith('arn:aws:'), Arn?.includes(`:${Account}:`), typeof UserId], [true, true, 'string'])
    },
  },
]
