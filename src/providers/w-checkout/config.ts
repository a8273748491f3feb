import { z } from 'zod';
import { defineConfig, text } from '../kit/config.ts';
import { credentials } from '../stablecoin-gateway/credentials.ts';

const fields = {
  ...credentials,
  // The receiving merchant in the provider's books (docs/providers/stablecoin-gateway.md#new-orders).
  merchantId: text(
    'The sub-merchant id that W Checkout requires with each order.',
    z.string().min(1).max(64),
  ),
};

export const { config, configInput, sampleConfig } = defineConfig(fields);
export type WCheckoutConfig = z.infer<typeof config>;
