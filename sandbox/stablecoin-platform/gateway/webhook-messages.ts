import type { KeyObject } from 'node:crypto';
import {
  exchangeStringToSign,
  sign,
  signingKey,
  webhookStringToSign,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { OutboxMessage } from '../../double/webhooks/outbox.ts';
import { newSecret } from '../assets.ts';

/**
 * How a forged event is wrong. `response-rule`: it is signed by the rule for answers
 * (docs/providers/stablecoin-gateway.md#test-vectors).
 */
export type Forgery = 'wrong-key' | 'response-rule' | 'tampered-body' | 'unsigned';

const STALE_MS = 120_001;

export function genuineMessage(key: KeyObject, now: number, body: string): OutboxMessage {
  const TIMESTAMP = String(now);
  const SIGNATURE = sign(key, webhookStringToSign(TIMESTAMP, body));
  return { kind: 'genuine', headers: { TIMESTAMP, SIGNATURE }, body };
}

/** Correctly signed, with a timestamp just outside the window. */
export function staleMessage(key: KeyObject, now: number, body: string): OutboxMessage {
  return { ...genuineMessage(key, now - STALE_MS, body), kind: 'stale' };
}

/** `url`: the target address, for the forgery that is signed by the rule for answers. */
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
 * The body must not have a retcode other than 200 (docs/providers/stablecoin-gateway.md#retries-of-webhooks). With
 * `integerOnly` it must be JSON with the integer retcode 200.
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
