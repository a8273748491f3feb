import type { Account, Platform, Reply } from '../platform.ts';
import { Problem } from '../problem.ts';

export interface Repeatable {
  /** The key, with what keeps it apart from the keys of other calls. */
  key: string;
  /** The field or header with the key, for the refusal. */
  field: string;
  /** What must be the same in a repetition, such as path and body. */
  fingerprint: string;
  /** Milliseconds for which a key is remembered. Default: for good. */
  forMs?: number;
}

/**
 * Performs a request, or returns the data of the first answer where its key was used before. Throws a Problem where
 * the key was used for something else. A refused request leaves its key free.
 */
export function once(
  { clock }: Platform,
  { replies }: Account,
  { key, field, fingerprint, forMs = Infinity }: Repeatable,
  perform: () => object,
): object {
  const at = clock.now();
  const known: Reply | undefined = replies.get(key);
  if (known === undefined || at - known.at >= forMs) {
    const data = perform();
    replies.set(key, { fingerprint, at, data });
    return data;
  }
  if (known.fingerprint === fingerprint) return known.data;
  throw new Problem('used', field, `${field} was used for something else`);
}
