import type { KeyObject } from 'node:crypto';
import {
  exchangeStringToSign,
  sign,
  signingKey,
  webhookStringToSign,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { OutboxMessage } from '../../outbox.ts';
import { newSecret } from '../assets.ts';

/**
 * How a forged event is wrong. `response-rule`: signed as an answer is
 * (docs/providers/stablecoin-gateway.md#test-vectors).
 */
export type Forgery = 'wrong-key' | 'response-rule' | 'tampered-body' | 'unsigned';

const STALE_MS = 120_001;

export function genuineMessage(key: KeyObject, now: number, body: string): OutboxMessage {
  const TIMESTAMP = String(now);
  const SIGNATURE = sign(key, webhookStringToSign(TIMESTAMP, body));
  return { kind: 'genuine', headers: { TIMESTAMP, SIGNATURE }, body };
}

/** Rightly signed under a timestamp just outside the window. */
export function staleMessage(key: KeyObject, now: number, body: string): OutboxMessage {
  return { ...genuineMessage(key, now - STALE_MS, body), kind: 'stale' };
}

/** `url` is where it goes, for the forgery that signs as a response is signed. */
export function forgedMessage(
  how: Forgery,
  key: KeyObject,
  url: string,
  now: number,
  body: string,
): OutboxMessage {
  const genuine = genuineMessage(key, now, body);
  const TIMESTAMP = String(now);
  const forged = { ...genuine, kind: 'forged' as const };
  if (how === 'unsigned') return { ...forged, headers: { TIMESTAMP } };
  if (how === 'tampered-body') return { ...forged, body: body.replace('{', '{ ') };
  if (how === 'wrong-key') {
    return { ...genuineMessage(signingKey(newSecret(24)), now, body), kind: 'forged' };
  }
  const target = URL.canParse(url) ? new URL(url).pathname : '/';
  const exchange = { method: 'POST', timestamp: TIMESTAMP, target, body };
  const SIGNATURE = sign(key, exchangeStringToSign(exchange));
  return { ...forged, headers: { TIMESTAMP, SIGNATURE } };
}

/**
 * The body must not carry a retcode other than 200 (docs/providers/stablecoin-gateway.md#retries-of-webhooks). With
 * `integerOnly` it must be JSON with the integer 200.
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
