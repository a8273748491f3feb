import { cause } from '../../domain/signatures/cause.ts';
import type { Cause } from '../../domain/signatures/cause.ts';
import { readSignature } from '../../domain/signatures/signature-text.ts';
import type { ReadSignature } from '../../domain/signatures/signature-text.ts';
import type { HowSigned } from '../../domain/signatures/how-signed.ts';
import { digestBytes, digestOf, isSame } from './digests.ts';
import type { Trial } from './digests.ts';
import { mistakesOf } from './trials.ts';

/** Bounds on one search. A body of 64 KiB is tried in about a hundred ways. */
const mostTrials = 600;
const mostBytes = 6 * 1024 * 1024;
/** Steps between two waits of the caller. A trial of a short body takes some 10 µs. */
const bytesAtOnce = 32 * 1024;

export interface Search {
  signed: HowSigned;
  body: Buffer;
  /** The same message as it would be signed at the merchant's other accounts of the provider. */
  elsewhere: () => AsyncIterable<HowSigned>;
  /** Waits for the turn of the next step. */
  slice: () => Promise<void>;
}

/**
 * Why the signature is not that of a right way: likely causes first. A mistake is tried by making it: whatever gives
 * the signature that was received is what happened. Where nothing does, what is likely by its form.
 */
export async function findCauses(search: Search): Promise<readonly Cause[]> {
  const { signature, encoding, refusals } = search.signed;
  const formal = formalCause(signature);
  if (formal !== null) return [formal, ...refusals];
  const reads = readSignature(signature, encoding);
  const found = [...(await exactCauses(search, reads)), ...(await searchAll(search, reads))];
  if (found.length > 0) return distinct([...found, ...refusals]);
  return distinct([...refusals, ...causesByForm(search.signed, reads)]);
}

function formalCause(signature: string): Cause | null {
  if (signature === '') return cause('SIGNATURE_MISSING', 'The message carries no signature.');
  if (/^\*+$/.test(signature)) {
    const masked = 'The signature is masked, as in our own records: the original is needed.';
    return cause('SIGNATURE_MASKED', masked);
  }
  return null;
}

/** Right ways whose signature is written wrongly or cut, and the merchant's other accounts. */
async function exactCauses(
  { signed, elsewhere }: Search,
  reads: readonly ReadSignature[],
): Promise<readonly Cause[]> {
  for (const { parts } of signed.rightWays) {
    const read = matching(reads, trialOf(signed, parts));
    if (read?.cause) return [read.cause];
  }
  const isCut = signed.rightWays.some(({ signature }) => isCutFrom(signature, signed.signature));
  if (isCut) return [cause('SIGNATURE_CUT', 'The end of the signature is missing.')];
  for await (const other of elsewhere()) {
    if (other.rightWays.some(({ parts }) => matching(reads, trialOf(other, parts)) !== null)) {
      const account =
        "It is signed rightly for another account of the merchant's at this provider.";
      return [cause('OTHER_ACCOUNT', account)];
    }
  }
  return [];
}

const trialOf = (
  { key, hash, keyed }: HowSigned,
  parts: HowSigned['rightWays'][number]['parts'],
): Trial => ({ parts, key: key.reveal(), hash, keyed });

function matching(reads: readonly ReadSignature[], trial: Trial): ReadSignature | null {
  const digest = digestOf(trial);
  return reads.find(({ bytes }) => isSame(bytes, digest)) ?? null;
}

/** Shorter ones would say how a right signature begins to who guesses. */
const shortestCut = 20;

function isCutFrom(right: string, received: string): boolean {
  if (received.length < shortestCut || received.length >= right.length) return false;
  return isSame(Buffer.from(right.slice(0, received.length)), Buffer.from(received));
}

/** Every mistake that gives the received signature. */
async function searchAll(
  { signed, body, slice }: Search,
  reads: readonly ReadSignature[],
): Promise<readonly Cause[]> {
  const lengths = new Set(reads.map(({ bytes }) => bytes.length));
  const found: Cause[] = [];
  let trials = 0;
  let bytes = 0;
  let sinceWait = 0;
  if (reads.length === 0) return found;
  for (const mistake of mistakesOf(signed, body, lengths)) {
    const size = Math.max(body.length, typeof mistake === 'string' ? 0 : sizeOf(mistake)) + 256;
    sinceWait += size;
    if (sinceWait > bytesAtOnce) {
      sinceWait = 0;
      await slice();
    }
    if (mistake === 'MADE') continue;
    bytes += size;
    trials += 1;
    if (trials > mostTrials || bytes > mostBytes) break;
    if (mistake === 'KNOWN' || !lengths.has(digestBytes[mistake.hash])) continue;
    const read = matching(reads, mistake);
    if (read === null) continue;
    found.push(mistake.cause(), ...(read.cause === null ? [] : [read.cause]));
  }
  return found;
}

const sizeOf = ({ parts }: Trial): number =>
  parts.reduce((sum, { value }) => sum + value.length, 0);

/** Where no mistake gives what was received. */
function causesByForm(signed: HowSigned, reads: readonly ReadSignature[]): readonly Cause[] {
  const expected = digestBytes[signed.hash];
  const ofLength = reads.find(({ bytes }) => bytes.length === expected);
  if (ofLength !== undefined) {
    const key =
      'Nothing that is usually done wrong gives this signature: probably it was made with another key. ' +
      'Compare the key on both sides, and try a message whose signature is known.';
    const content = 'Or the message was changed after it was signed.';
    const likely = [cause('WRONG_KEY', key), cause('MESSAGE_CHANGED', content)];
    return ofLength.cause === null ? likely : [ofLength.cause, ...likely];
  }
  const lengths: readonly number[] = Object.values(digestBytes);
  if (reads.some(({ bytes }) => lengths.includes(bytes.length))) {
    const hash = `The signature has the length of another hash than ${signed.hash.toUpperCase()}.`;
    return [cause('OTHER_HASH', hash)];
  }
  const size = `The signature does not stand for ${expected} bytes, as one of this provider does.`;
  return [cause('SIGNATURE_UNREADABLE', size)];
}

/** The first of each code. */
const distinct = (causes: readonly Cause[]): readonly Cause[] =>
  causes.filter(({ code }, at) => causes.findIndex((other) => other.code === code) === at);
