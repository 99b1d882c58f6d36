import { deepEqual, equal } from 'node:assert/strict'
import { GetObjectCommand, type GetObjectCommandInput, HeadObjectCommand } from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

type Ask = (more: Partial<GetObjectCommandInput>) => GetObjectCommand

/** A bucket with `a` = `0123456789`, and the way to ask for it. */
async function digits(world: World): Promise<{ readonly etag: string; readonly ask: Ask }> {
  const Bucket = await world.bucket()
  const etag = await world.put(Bucket, 'a', '0123456789')
  return { etag, ask: (more) => new GetObjectCommand({ Bucket, Key: 'a', ...more }) }
}

/** How old an object is by the server's own clock: `Date` − `Last-Modified` of one answer, in milliseconds. */
async function ageOf(world: World, ask: GetObjectCommand): Promise<number> {
  let date = Number.NaN
  ask.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      const { headers }: { readonly headers: Readonly<Record<string, string>> } = Object(answer.response)
      date = Date.parse(headers.date ?? '')
      return answer
    },
    { step: 'deserialize' },
  )
  const { LastModified } = await world.s3.send(ask)
  return date - (LastModified?.getTime() ?? Number.NaN)
}

export const readingCases: readonly Case[] = [
  {
    name: 'Date and Last-Modified of an answer tell how old an object is',
    needs: 's3',
    run: async (world) => {
      const { ask } = await digits(world)
      const before = await ageOf(world, ask({}))
      // Whole seconds, and some servers look at their clock only once in each.
      equal(before >= -1000 && before < 60_000, true)
      world.server.advance?.(90_000)
      const passed = (await ageOf(world, ask({}))) - before
      equal(passed >= (world.server.advance ? 90_000 : 0) && passed < 150_000, true)
    },
  },
  {
    name: 'a range is answered with its bytes and its place',
    needs: 's3',
    run: async (world) => {
      const { ask } = await digits(world)
      const ranges = { 'bytes=2-4': '234', 'bytes=7-': '789', 'bytes=-2': '89', 'bytes=8-99': '89' }
      for (const [Range, text] of Object.entries(ranges)) {
        const part = await world.s3.send(ask({ Range }))
        equal(await part.Body?.transformToString(), text)
        equal(part.$metadata.httpStatusCode, 206)
      }
      equal((await world.s3.send(ask({ Range: 'bytes=2-4' }))).ContentRange, 'bytes 2-4/10')
    },
  },
  {
    name: 'a range beyond the end is refused',
    needs: 's3',
    run: async (world) => {
      const { ask } = await digits(world)
      equal(await answerTo(world.s3.send(ask({ Range: 'bytes=10-' }))), '416 InvalidRange')
    },
  },
  {
    name: 'a reader who has the object already gets a 304',
    needs: 's3',
    run: async (world) => {
      const { etag, ask } = await digits(world)
      equal((await answerTo(world.s3.send(ask({ IfNoneMatch: etag })))).slice(0, 3), '304')
      equal(await answerTo(world.s3.send(ask({ IfNoneMatch: '"other"' }))), '200')
    },
  },
  {
    name: 'a reader who insists on another version gets a 412',
    needs: 's3',
    run: async (world) => {
      const { etag, ask } = await digits(world)
      equal(await answerTo(world.s3.send(ask({ IfMatch: '"other"' }))), '412 PreconditionFailed')
      equal(await answerTo(world.s3.send(ask({ IfMatch: etag }))), '200')
    },
  },
  {
    name: 'dates are conditions too',
    needs: 's3',
    run: async (world) => {
      const { ask } = await digits(world)
      const hour = 3_600_000
      const [before, after] = [new Date(Date.now() - hour), new Date(Date.now() + hour)]
      equal(await answerTo(world.s3.send(ask({ IfModifiedSince: before }))), '200')
      equal(await answerTo(world.s3.send(ask({ IfUnmodifiedSince: before }))), '412 PreconditionFailed')
      equal(await answerTo(world.s3.send(ask({ IfUnmodifiedSince: after }))), '200')
    },
  },
  {
    name: 'an answer may be told other headers than the object has',
    needs: 's3',
    run: async (world) => {
      const { ask } = await digits(world)
      const { ContentType } = await world.s3.send(ask({ ResponseContentType: 'text/x-other' }))
      equal(ContentType, 'text/x-other')
    },
  },
  {
    name: 'Date and Last-Modified come from one clock, in whole seconds',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      await world.put(Bucket, 'a', 'x')
      const dates: Record<string, string>[] = []
      world.s3.middlewareStack.add(
        (next) => async (call) => {
          const answer = await next(call)
          dates.push((answer.response as { headers: Record<string, string> }).headers)
          return answer
        },
        { step: 'deserialize', name: 'dates', override: true },
      )
      const { LastModified } = await world.s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))
      world.s3.middlewareStack.remove('dates')
      const age = Date.parse(dates[0]?.date ?? '') - (LastModified?.getTime() ?? 0)
      deepEqual([Math.abs(age) <= 5000, (LastModified?.getTime() ?? 1) % 1000], [true, 0])
    },
  },
]
