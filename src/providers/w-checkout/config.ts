import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import type { ConfigInputOf } from '../config-input.ts';
import { credential } from '../stablecoin-gateway/module.ts';

export const config = z.strictObject({
  apiKey: credential,
  apiSecret: credential,
  signKey: credential,
  /**
   * The receiving merchant in the provider's books; 1 to 64 characters
   * (docs/providers/stablecoin-gateway.md#new-orders).
   */
  merchantId: z.string().min(1).max(64),
});
export type WCheckoutConfig = z.infer<typeof config>;

export const configInput: ConfigInputOf<typeof config> = {
  apiKey: {
    type: 'String',
    required: true,
    description: 'Exchanged for an access token, together with `apiSecret`.',
  },
  apiSecret: {
    type: 'String',
    required: true,
    description: 'Exchanged for an access token, together with `apiKey`. Never shown again.',
  },
  signKey: {
    type: 'String',
    required: true,
    description: 'Signs requests, and checks answers and webhooks. Never shown again.',
  },
  merchantId: {
    type: 'String',
    required: true,
    description: 'The sub-merchant id that W Checkout requires with each order.',
  },
};

export const sampleConfig: WCheckoutConfig = {
  apiKey: new Secret('sample'),
  apiSecret: new Secret('sample'),
  signKey: new Secret('sample'),
  merchantId: 'sample',
};
