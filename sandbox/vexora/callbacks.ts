import { createHash } from 'node:crypto';
import { sign, stringToSign } from '../../src/providers/vexora/signature.ts';
import { toText } from '../double/index.ts';
import type { Decimal, Unsigned, WebhookRules } from '../double/index.ts';
import { successTime } from './platform.ts';
import type { Trade, VexoraAccount, VexoraPlatform } from './platform.ts';

/**
 * How a forged callback is wrong. `shifted-fields` moves a field into the value of the one before it, which leaves
 * the string that is signed, and so the signature, as it was (docs/providers/vexora.md#bodies-that-sign-alike).
 */
export type Forgery = 'wrong-key' | 'tampered-body' | 'unsigned' | 'shifted-fields';

const staleMs = 86_400_000;

/**
 * Sends a callback. Orders and payouts have the same format (docs/providers/vexora.md#delivery-of-callbacks).
 * `received`: what an order got, where that is not its amount.
 */
export function notify(
  platform: VexoraPlatform,
  type: 'order' | 'settlement',
  trade: Trade,
  received: Decimal | null = null,
): void {
  const { account, number: tradeNo, platFormTradeNo, status, message, notifyUrl: url } = trade;
  const fields = {
    platFormTradeNo,
    tradeNo,
    amount: toText(received ?? trade.amount),
    status,
    message,
    ...successTime(trade),
    timestamp: String(platform.clock.now()),
  };
  const about = { tradeNo, merchantNo: account.id };
  platform.publish(account, { type, url, about, body: signedBody(fields, account) });
}

/**
 * The signature is in the body, so every attempt sends the same bytes (docs/providers/vexora.md#delivery-of-callbacks).
 */
export const callbacks: WebhookRules<VexoraPlatform, Forgery> = {
  // The first of the 8 attempts is delayed too.
  firstAfterMs: 2_000,
  retriesAfterS: [5, 10, 30, 3_600, 10_800, 10_800, 10_800],
  timeoutMs: 10_000,
  redirected(url, { callbackOrigin }) {
    if (callbackOrigin === null || !URL.canParse(url)) return url;
    const { pathname, search } = new URL(url);
    return callbackOrigin + pathname + search;
  },
  acknowledged: ({ status, body }) => status === 200 && body === 'OK',
  sign: ({ body }) => ({ headers: {}, body }),
  resigned: ({ account, body }) => signedBody(unsignedFields(body), account),
  stale({ account, body }) {
    const fields = unsignedFields(body);
    const timestamp = String(Number(fields['timestamp']) - staleMs);
    return { headers: {}, body: signedBody({ ...fields, timestamp }, account) };
  },
  forgeries: {
    'wrong-key': forged((fields, genuine) => ({
      ...fields,
      sign: createHash('md5').update(genuine).digest('hex'),
    })),
    'tampered-body': forged((fields, genuine) => ({
      ...fields,
      amount: `${fields['amount']}0`,
      sign: genuine,
    })),
    unsigned: forged((fields) => fields),
    'shifted-fields': forged(({ amount, message, ...fields }, genuine) => ({
      ...fields,
      amount: `${amount}message=${message}`,
      sign: genuine,
    })),
  },
};

type Texts = Record<string, string>;

function forged(change: (fields: Texts, genuine: string) => Texts) {
  return ({ body }: Unsigned<VexoraPlatform>) => {
    const { sign: genuine = '' } = JSON.parse(body) as Texts;
    return { headers: {}, body: JSON.stringify(change(unsignedFields(body), genuine)) };
  };
}

function signedBody(fields: Texts, { credentials }: VexoraAccount): string {
  const signature = sign(stringToSign(Object.entries(fields)), credentials.appSecret);
  return JSON.stringify({ ...fields, sign: signature });
}

function unsignedFields(body: string): Texts {
  const { sign: _, ...fields } = JSON.parse(body) as Texts;
  return fields;
}
