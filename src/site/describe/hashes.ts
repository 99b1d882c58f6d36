// The proof that a name carries the hash of its content: candidates by name, mentions by other files, then the verdict.

export { type HashCandidates, hashCandidates } from './candidates.ts'
export { mayMention, mentionedHashes, mentionFinder } from './mentions.ts'
export { type BytesCheck, bytesCheck } from './name-digests.ts'
export { type MentioningFile, provenHashes } from './proof.ts'
