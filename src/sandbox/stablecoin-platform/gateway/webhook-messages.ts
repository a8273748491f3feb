import type { KeyObject } from 'node:crypto';
import {
  exchangeStringToSign,
  sign,
  signingKey,
  webhookStringToSign,
} from '../../../providers/stablecoin-gateway/signature.ts';
import { newSecret } from '../assets.ts';

/** How a forged event is wrong: section 9.2 and the refused vectors V8x, V8y. */
export type Forgery = 'wrong-key' | 'response-rule' | 'tampered-body' | 'unsigned';

export interface WebhookMessage {
  kind: 'genuine' | 'stale' | 'forged';
  body: string;
  /** Epoch milliseconds, the TIMESTAMP header. */
  timestamp: string;
  /** Null leaves the header out. */
  signature: string | null;
}

const STALE_MS = 120_001;

export function genuineMessage(key: KeyObject, now: number, body: string): WebhookMessage {
  const timestamp = String(now);
  const signature = sign(key, webhookStringToSign(timestamp, body));
  return { kind: 'genuine', body, timestamp, signature };
}

/** Rightly signed under a timestamp just outside the window. */
export function staleMessage(key: KeyObject, now: number, body: string): WebhookMessage {
  return { ...genuineMessage(key, now - STALE_MS, body), kind: 'stale' };
}

/** `url` is where it goes, for the forgery that signs as a response is signed. */
export function forgedMessage(
  how: Forgery,
  key: KeyObject,
  url: string,
  now: number,
  body: string,
): WebhookMessage {
  const genuine = genuineMessage(key, now, body);
  const { timestamp } = genuine;
  const forged = { ...genuine, kind: 'forged' as const };
  if (how === 'unsigned') return { ...forged, signature: null };
  if (how === 'tampered-body') return { ...forged, body: body.replace('{', '{ ') };
  if (how === 'wrong-key') {
    const { signature } = genuineMessage(signingKey(newSecret(24)), now, body);
    return { ...forged, signature };
  }
  const target = URL.canParse(url) ? new URL(url).pathname : '/';
  const exchange = { method: 'POST', timestamp, target, body };
  return { ...forged, signature: sign(key, exchangeStringToSign(exchange)) };
}

/**
 * A19: the body must not carry a retcode other than 200. With `integerOnly` (W19) it must be JSON
 * with the integer 200.
 */
export function acknowledges(body: string, integerOnly: boolean): boolean {
  let retcode: unknown;
  try {
    const answer: unknown = JSON.parse(body);
    const isObject = typeof answer === 'object' && answer !== null;
    retcode = isObject && 'retcode' in answer ? answer.retcode : undefined;
  } catch {
    return !integerOnly;
  }
  return retcode === 200 || (!integerOnly && (retcode === undefined || retcode === '200'));
}
