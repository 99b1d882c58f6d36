// The files that hash-wasm ships for one digest each: the whole package is ten times as large.

declare module 'hash-wasm/dist/md4.umd.min.js' {
  const md4: { readonly createMD4: typeof import('hash-wasm').createMD4 }
  export = md4
}

declare module 'hash-wasm/dist/xxhash64.umd.min.js' {
  const xxhash64: { readonly createXXHash64: typeof import('hash-wasm').createXXHash64 }
  export = xxhash64
}

declare module 'hash-wasm/dist/xxhash128.umd.min.js' {
  const xxhash128: { readonly createXXHash128: typeof import('hash-wasm').createXXHash128 }
  export = xxhash128
}
