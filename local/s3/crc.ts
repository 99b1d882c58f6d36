/** The two CRCs that S3 knows and Node does not. Both are reflected, begin with ones and end inverted. */

const CRC32C = tableOf(0x82f63b78, 0)
const CRC64NVME = tableOf(0xac4bc9b5, 0x9a6c9329)

/** Castagnoli's CRC-32. */
export function crc32c(bytes: Uint8Array): Buffer {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (at(CRC32C.low, (crc ^ byte) & 0xff) ^ (crc >>> 8)) >>> 0
  return bigEndian(~crc)
}

/** CRC-64/NVME, kept in two halves because JavaScript counts in 32 bits. */
export function crc64nvme(bytes: Uint8Array): Buffer {
  let low = 0xffffffff
  let high = 0xffffffff
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff
    low = at(CRC64NVME.low, index) ^ ((low >>> 8) | (high << 24))
    high = at(CRC64NVME.high, index) ^ (high >>> 8)
  }
  return Buffer.concat([bigEndian(~high), bigEndian(~low)])
}

interface Table {
  readonly low: Uint32Array
  readonly high: Uint32Array
}

/** The remainders of all bytes for a reflected polynomial, given in halves. */
function tableOf(polynomialLow: number, polynomialHigh: number): Table {
  const table = { low: new Uint32Array(256), high: new Uint32Array(256) }
  for (let byte = 0; byte < 256; byte++) {
    let low = byte
    let high = 0
    for (let bit = 0; bit < 8; bit++) {
      const odd = (low & 1) === 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (odd) {
        low ^= polynomialLow
        high ^= polynomialHigh
      }
    }
    table.low[byte] = low
    table.high[byte] = high
  }
  return table
}

function at(table: Uint32Array, index: number): number {
  return table[index] ?? 0
}

function bigEndian(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value >>> 0)
  return buffer
}
