import { z } from 'zod';
import { defineConfig, secret, text, toggle } from '../kit/config.ts';

const merchantNumber = z.string().min(1).max(32);
/** Sent as a header. */
const printable = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

const fields = {
  apiKey: secret('Identifies the integrator.', printable),
  secretKey: secret('Signs requests and checks notifications. Never shown again.'),
  merchantId: text('The number of the merchant: at most 32 characters.', merchantNumber),
  subMerchantId: text(
    'The number of the sub-merchant, or `merchantId` again where there is none.',
    merchantNumber,
  ),
  // docs/providers/nexapay.md#refunds
  refundEnabled: toggle(
    'Default false. Switches on the refund calls that NexaPay does not document.',
  ),
};

export const { config, configInput, sampleConfig } = defineConfig(fields);
export type NexapayConfig = z.infer<typeof config>;
