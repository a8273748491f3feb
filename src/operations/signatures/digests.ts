import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { signedBytes } from '../../domain/signatures/how-signed.ts';
import type { HashName, HowSigned, SignedPart } from '../../domain/signatures/how-signed.ts';

/** Something that may have been signed, and how. */
export interface Trial {
  parts: readonly SignedPart[];
  key: string | Uint8Array;
  hash: HashName;
  keyed: HowSigned['keyed'];
}

export const digestBytes: Readonly<Record<HashName, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha512: 64,
};

export function digestOf({ parts, key, hash, keyed }: Trial): Buffer {
  const bytes = signedBytes(parts, key);
  return keyed === 'HMAC'
    ? createHmac(hash, key).update(bytes).digest()
    : createHash(hash).update(bytes).digest();
}

/** Compares in constant time. */
export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);
