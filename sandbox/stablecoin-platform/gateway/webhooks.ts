import type { KeyObject } from 'node:crypto';
import {
  exchangeStringToSign,
  sign,
  signingKey,
  webhookStringToSign,
} from '../../../src/providers/stablecoin-gateway/signature.ts';
import type { Signed, Unsigned, WebhookRules } from '../../double/index.ts';
import { newSecret } from '../assets.ts';
import type { Brand } from '../brands.ts';
import { keyOf } from '../platform.ts';
import type { StablecoinPlatform } from '../platform.ts';

/**
 * How a forged event is wrong. `response-rule`: it is signed by the rule for answers
 * (docs/providers/stablecoin-gateway.md#test-vectors).
 */
export type Forgery = 'wrong-key' | 'response-rule' | 'tampered-body' | 'unsigned';

type Message = Unsigned<StablecoinPlatform>;

function signedWith(key: KeyObject, { at, body }: Message): Signed {
  const TIMESTAMP = String(at);
  const SIGNATURE = sign(key, webhookStringToSign(TIMESTAMP, body));
  return { headers: { TIMESTAMP, SIGNATURE }, body };
}

const signed = (message: Message): Signed => signedWith(keyOf(message.account), message);

export const webhooksOf = (brand: Brand): WebhookRules<StablecoinPlatform, Forgery> => ({
  // docs/providers/stablecoin-gateway.md#retries-of-webhooks
  retriesAfterS: [
    15, 15, 30, 180, 600, 1200, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
  ],
  timeoutMs: 15_000,
  acknowledged: ({ status, body }, { strict }) =>
    status === 200 && isAcknowledgement(body, brand.acknowledgedByInteger && strict),
  sign: signed,
  stale: 120_001,
  forgeries: {
    'wrong-key': (message) => signedWith(signingKey(newSecret(24)), message),
    'response-rule': signedAsAnswer,
    'tampered-body': (message) => ({ ...signed(message), body: message.body.replace('{', '{ ') }),
    unsigned: ({ at, body }) => ({ headers: { TIMESTAMP: String(at) }, body }),
  },
});

function signedAsAnswer({ account, url, body, at }: Message): Signed {
  const TIMESTAMP = String(at);
  const target = URL.canParse(url) ? new URL(url).pathname : '/';
  const exchange = { method: 'POST', timestamp: TIMESTAMP, target, body };
  const SIGNATURE = sign(keyOf(account), exchangeStringToSign(exchange));
  return { headers: { TIMESTAMP, SIGNATURE }, body };
}

/**
 * The body must not have a retcode other than 200 (docs/providers/stablecoin-gateway.md#retries-of-webhooks). With
 * `integerOnly` it must be JSON with the integer retcode 200.
 */
function isAcknowledgement(body: string, integerOnly: boolean): boolean {
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
