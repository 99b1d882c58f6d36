import { expect, test } from '@jest/globals'
import { helpOf, parseArguments } from '../../bench/arguments.ts'

const choices = {
  phases: [
    { name: 'cold', about: 'an empty bucket' },
    { name: 'no-op', about: 'nothing to do' },
  ],
  peers: ['rclone', 's5cmd'],
  usualPeers: ['rclone'],
}

test('without a word everything is measured, as the report wants it', () => {
  expect(parseArguments([], choices)).toEqual({
    phases: [],
    peers: ['rclone'],
    pairs: 5,
    roundTrips: [0, 20],
    write: false,
    help: false,
  })
})

test('a part of it can be asked for', () => {
  const args = ['no-op', '--pairs', '9', '--peers', 'rclone,s5cmd', '--round-trips', '5', '--write']
  expect(parseArguments(args, choices)).toMatchObject({
    phases: ['no-op'],
    peers: ['rclone', 's5cmd'],
    pairs: 9,
    roundTrips: [5],
    write: true,
  })
  expect(parseArguments(['--peers', 'none'], choices).peers).toEqual([])
})

test('everything that is not known is told at once', () => {
  expect(() => parseArguments(['warm', '--peers', 'gsutil', '--pairs', '0', '--round-trips', 'long'], choices)).toThrow(
    [
      'There is no phase "warm": the phases are cold, no-op.',
      'There is no peer "gsutil": the peers are rclone, s5cmd.',
      '--pairs is a number from 1 to 999, not "0".',
      'A round trip is milliseconds, not "long".',
    ].join('\n'),
  )
  expect(() => parseArguments(['--pears', '5'], choices)).toThrow("Unknown option '--pears'")
})

test('help tells every phase and every peer', () => {
  const help = helpOf(choices)
  for (const each of ['cold', 'an empty bucket', 'no-op', 'rclone, s5cmd']) expect(help).toContain(each)
})
