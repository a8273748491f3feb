import { randomBytes } from 'node:crypto';
import { sign, writeAuthorization } from '../../src/providers/examplepay/signature.ts';
import type { OutboxMessage } from '../double/webhooks/outbox.ts';
import type { MerchantCredentials } from './books.ts';

/** How a forged notification is wrong. `lengthened` is correctly signed, but has more than one JSON object. */
export const FORGERIES = [
  'wrong-secret',
  'other-address',
  'tampered-body',
  'lengthened',
  'other-app',
  'unsigned',
] as const;
export type Forgery = (typeof FORGERIES)[number];

export interface Addressed {
  keys: MerchantCredentials;
  /** The notifyUrl, exactly as the merchant submitted it (docs/providers/examplepay.md#signed-notifications). */
  url: string;
  body: string;
}

const STALE_MS = 300_001;
const AGENT = { 'user-agent': 'ExamplePay-Notify/1.0' };

/** A genuine message with a new timestamp, nonce and signature. */
export function genuineMessage({ keys, url, body }: Addressed, now: number): OutboxMessage {
  const timestamp = String(now);
  const nonce = randomBytes(16).toString('hex').toUpperCase();
  const signature = sign({ ...keys, method: 'POST', url, timestamp, nonce, body });
  const { appId } = keys;
  const authorization = writeAuthorization({ appId, sign: signature, timestamp, nonce });
  return { kind: 'genuine', headers: { ...AGENT, authorization }, body };
}

/** Correctly signed, with a timestamp just outside the window. */
export function staleMessage(addressed: Addressed, now: number): OutboxMessage {
  return { ...genuineMessage(addressed, now - STALE_MS), kind: 'stale' };
}

export function forgedMessage(how: Forgery, addressed: Addressed, now: number): OutboxMessage {
  const { keys, url, body } = addressed;
  const as = (changes: Partial<Addressed>): OutboxMessage => ({
    ...genuineMessage({ ...addressed, ...changes }, now),
    kind: 'forged',
  });
  switch (how) {
    case 'wrong-secret':
      return as({ keys: { ...keys, appSecret: randomBytes(16).toString('hex') } });
    case 'other-address':
      return { ...as({ url: `${url}/elsewhere` }), body };
    case 'tampered-body':
      return { ...as({}), body: body.replace('{', '{ ') };
    case 'lengthened':
      return as({ body: `${body}{"code":"OK"}` });
    case 'other-app':
      return as({ keys: { ...keys, appId: randomBytes(16).toString('hex') } });
    case 'unsigned':
      return { ...as({}), headers: AGENT };
  }
}

/** Whether the body is a JSON object whose code is "OK" (docs/providers/examplepay.md#delivery-of-notifications). */
export function acknowledges(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return (
      typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 'OK'
    );
  } catch {
    return false;
  }
}
