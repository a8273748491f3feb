import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import type { ConfigInputOf } from '../config-input.ts';
import { credential } from '../stablecoin-gateway/module.ts';

export const config = z.strictObject({
  apiKey: credential,
  apiSecret: credential,
  signKey: credential,
});
export type XcheckoutConfig = z.infer<typeof config>;

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
};

export const sampleConfig: XcheckoutConfig = {
  apiKey: new Secret('sample'),
  apiSecret: new Secret('sample'),
  signKey: new Secret('sample'),
};
