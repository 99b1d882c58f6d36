import type { Rights } from './asked.ts'

/** Everybody may ask who they are: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const stsRights: Rights = {
  GetCallerIdentity: () => [],
}
