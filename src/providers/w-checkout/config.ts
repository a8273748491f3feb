import { z } from 'zod';
import { credential } from '../stablecoin-gateway/module.ts';

export const config = z.strictObject({
  apiKey: credential,
  apiSecret: credential,
  signKey: credential,
  /** The receiving merchant in the provider's books; 1 to 64 characters (W10). */
  merchantId: z.string().min(1).max(64),
});
export type WCheckoutConfig = z.infer<typeof config>;

export const sampleConfig: WCheckoutConfig = {
  apiKey: 'sample',
  apiSecret: 'sample',
  signKey: 'sample',
  merchantId: 'sample',
};
