import { defineConfig, secret } from '@paygraph/provider-kit';
import { z } from 'zod';

const beginsWith = (pattern: RegExp, advice: string) => z.string().regex(pattern, advice);

export const { config, configInput, sampleConfig } = defineConfig({
  secretKey: secret(
    'The secret key, or a restricted one that may write Checkout Sessions and refunds. Never shown again.',
    beginsWith(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
  ),
  webhookSecret: secret(
    'The signing secret of the webhook endpoint: whsec_… Never shown again.',
    beginsWith(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
  ),
});

/** Keys of Stripe's test mode say so, restricted ones too. */
export function modeOf({ secretKey }: StripeConfig): 'LIVE' | 'TEST' | null {
  const [, mode] = /^[rs]k_(live|test)_/.exec(secretKey.reveal()) ?? [];
  return mode === undefined ? null : mode === 'test' ? 'TEST' : 'LIVE';
}

export type StripeConfig = z.infer<typeof config>;
