import { createHmac } from 'node:crypto';
import type { Entity, Unsigned, WebhookRules } from '@paygraph/provider-kit/double';
import type { StripeAccount, StripePlatform } from './platform.ts';

/** Sends an event about an object as it is now. */
export function publish(
  platform: StripePlatform,
  { account, number }: Entity<string, StripeAccount>,
  type: string,
  object: object,
): void {
  const created = Math.floor(platform.clock.now() / 1000);
  const event = { object: 'event', type, created, data: { object } };
  const body = (id: string): string => JSON.stringify({ id, ...event });
  platform.publish(account, { type, about: { object: number }, body });
}

/** Signs as Stripe does. Shares nothing with the provider, so that both cannot be wrong in the same way. */
export function stripeSignature(secret: string, body: string, at: number): string {
  const time = Math.floor(at / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
}

const signed = ({ account, body, at }: Unsigned<StripePlatform>) => {
  const { webhookSecret } = account.credentials;
  return { headers: { 'stripe-signature': stripeSignature(webhookSecret, body, at) }, body };
};

export const webhooks: WebhookRules<StripePlatform, 'unsigned' | 'tampered-body'> = {
  retriesAfterS: [60, 300, 1_800, 7_200, 43_200],
  timeoutMs: 20_000,
  acknowledged: ({ status }) => status >= 200 && status < 300,
  sign: signed,
  forgeries: {
    unsigned: ({ body }) => ({ headers: {}, body }),
    'tampered-body': (message) => ({ ...signed(message), body: message.body.replace('{', '{ ') }),
  },
  stale: 301_000,
};
