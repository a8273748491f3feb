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
  apiKey: { type: 'String', required: true },
  apiSecret: { type: 'String', required: true },
  signKey: { type: 'String', required: true },
};

export const sampleConfig: XcheckoutConfig = {
  apiKey: new Secret('sample'),
  apiSecret: new Secret('sample'),
  signKey: new Secret('sample'),
};
