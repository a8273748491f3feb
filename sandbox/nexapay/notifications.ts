import { sign, signBody, signingKey } from '../../src/providers/nexapay/signature.ts';
import type { Unsigned, WebhookRules } from '../double/index.ts';
import { keyOf } from './platform.ts';
import type { NexapayPlatform } from './platform.ts';

export type Forgery = 'wrong-key' | 'tampered-body' | 'unsigned';

const signed = ({ account, body, switches }: Unsigned<NexapayPlatform>) => ({
  headers: { signature: signBody(keyOf(account), body, switches.notifySignForm) },
  body,
});

/**
 * docs/providers/nexapay.md#delivery-of-notifications. There is no stale one: they have no timestamp, so a replay is
 * valid.
 */
export const notifications: WebhookRules<NexapayPlatform, Forgery> = {
  retriesAfterS: [60, 300, 900],
  timeoutMs: 10_000,
  acknowledged: ({ status }) => status === 200,
  sign: signed,
  forgeries: {
    'wrong-key': ({ body }) => ({
      headers: { signature: sign(signingKey('somebody else'), body) },
      body,
    }),
    // A change of more than whitespace, which the signature does not cover.
    'tampered-body': (message) => ({
      ...signed(message),
      body: message.body.replace('"merchantId":"', '"merchantId":"9'),
    }),
    unsigned: ({ body }) => ({ headers: {}, body }),
  },
};
