import { z } from 'zod';
import { credential } from '../stablecoin-gateway/module.ts';

export const config = z.strictObject({
  apiKey: credential,
  apiSecret: credential,
  signKey: credential,
});
export type XcheckoutConfig = z.infer<typeof config>;

export const sampleConfig: XcheckoutConfig = {
  apiKey: 'sample',
  apiSecret: 'sample',
  signKey: 'sample',
};
