import { otherBodies } from '../../domain/signatures/body-mistakes.ts';
import { firstDifference } from '../../domain/signatures/cause.ts';
import type { Cause } from '../../domain/signatures/cause.ts';
import { otherKeys } from '../../domain/signatures/key-mistakes.ts';
import { shownText } from '../../domain/signatures/how-signed.ts';
import type { HashName, HowSigned, SignedPart } from '../../domain/signatures/how-signed.ts';
import { digestBytes } from './digests.ts';
import type { Trial } from './digests.ts';

/** What somebody may have done instead of signing rightly. */
export interface Mistake extends Trial {
  /** Made only where the trial matches: the sentence may compare long texts. */
  cause: () => Cause;
}

/**
 * Everything that is tried for the account itself. What is specific comes first. MADE for a body that was made and is
 * signed in the next step; KNOWN for one that was tried before: it counts as work.
 */
export function* mistakesOf(
  signed: HowSigned,
  body: Buffer,
  lengths: ReadonlySet<number>,
): Generator<Mistake | 'MADE' | 'KNOWN'> {
  const { key, keyed, hash, rightWays } = signed;
  const right = { key: key.reveal(), keyed, hash };
  const expected = rightWays[0]?.parts ?? [];
  const wrongly = ({ code, message }: Cause, parts: readonly SignedPart[]): Mistake => ({
    ...right,
    parts,
    cause: () => {
      const difference =
        expected.length === 0 ? null : firstDifference(shownText(expected), shownText(parts));
      return { code, message: difference === null ? message : `${message} ${difference}` };
    },
  });

  for (const way of signed.wrongWays()) yield wrongly(way, way.parts);
  for (const way of rightWays) {
    for (const { code, message, bytes } of otherKeys(right.key)) {
      yield { ...right, parts: way.parts, key: bytes, cause: () => ({ code, message }) };
    }
    for (const { code, message, key: other } of signed.wrongKeys) {
      const mistaken = { ...right, parts: way.parts, key: other.reveal() };
      yield { ...mistaken, cause: () => ({ code, message }) };
    }
    yield* otherHashes(signed, way.parts, lengths);
  }
  const seen = new Set([body.toString('latin1')]);
  for (const other of otherBodies(body)) {
    const content = other.body.toString('latin1');
    if (seen.has(content)) {
      yield 'KNOWN';
      continue;
    }
    seen.add(content);
    yield 'MADE';
    for (const parts of signed.withBody(other.body)) yield wrongly(other, parts);
  }
}

const hashNames: Readonly<Record<HashName, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
};

/** Only hashes of a length that was received can match. */
function* otherHashes(
  signed: HowSigned,
  parts: readonly SignedPart[],
  lengths: ReadonlySet<number>,
): Generator<Mistake> {
  const key = signed.key.reveal();
  const message = parts.filter(({ isSecret }) => !isSecret);
  const secret: SignedPart = { rule: 'The key.', value: '', isSecret: true };
  for (const hash of Object.keys(hashNames) as HashName[]) {
    if (!lengths.has(digestBytes[hash])) continue;
    if (hash !== signed.hash) {
      const other = `${hashNames[hash]} was used in the place of ${hashNames[signed.hash]}.`;
      const cause = (): Cause => ({ code: 'OTHER_HASH', message: other });
      yield { parts, key, hash, keyed: signed.keyed, cause };
    }
    if (signed.keyed === 'HMAC') {
      const plain = 'A plain hash over key and message was used in the place of an HMAC.';
      const cause = (): Cause => ({ code: 'HASH_FOR_HMAC', message: plain });
      yield { parts: [secret, ...message], key, hash, keyed: 'PLAIN', cause };
      yield { parts: [...message, secret], key, hash, keyed: 'PLAIN', cause };
      yield { parts: message, key, hash, keyed: 'PLAIN', cause };
    } else {
      const hmac = 'An HMAC was used in the place of a plain hash over key and message.';
      const cause = (): Cause => ({ code: 'HMAC_FOR_HASH', message: hmac });
      yield { parts: message, key, hash, keyed: 'HMAC', cause };
      yield { parts, key, hash, keyed: 'HMAC', cause };
    }
  }
}
