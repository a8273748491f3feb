import { signWebhook } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import type { HostileProvider } from '../../hostile/providers/provider.ts';

/** XCheckout and W Checkout. */
export const stablecoin = (name: StablecoinBrand): HostileProvider => ({
  name,
  order: {
    amount: { amount: '120.00', currency: 'USD' },
    method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
    expiresIn: 1800,
  },
  personal: [],
  identifiers: ['merchantId'],
  sign: ({ body, path, at, credential }) => ({
    path,
    headers: signWebhook(body, credential('signKey'), at),
    body: Buffer.from(body),
  }),
  signature: { over: 'bytes', hasTime: true },
  numbers: ['sysid', 'eventId'],
  renamed: (body, eventId) => body.replace(/"eventId":"[^"]*"/, `"eventId":"${eventId}"`),
});
