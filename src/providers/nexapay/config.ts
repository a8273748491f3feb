import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { toSecret } from '../config-input.ts';
import type { ConfigInputOf } from '../config-input.ts';

/** Never trimmed: every character is part of the key. */
const secret = z.string().min(1).max(256).transform(toSecret);
const merchantNumber = z.string().min(1).max(32);

export const config = z.strictObject({
  /** Sent as a header. */
  apiKey: z
    .string()
    .max(256)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .transform(toSecret),
  secretKey: secret,
  merchantId: merchantNumber,
  /** The same as merchantId where there is no sub-merchant. */
  subMerchantId: merchantNumber,
  /**
   * The refund calls are not documented (docs/providers/nexapay.md#refunds). Switch them on only if they are known to
   * work for the account.
   */
  refundEnabled: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});
export type NexapayConfig = z.infer<typeof config>;

export const configInput: ConfigInputOf<typeof config> = {
  apiKey: { type: 'String', required: true, description: 'Identifies the integrator.' },
  secretKey: {
    type: 'String',
    required: true,
    description: 'Signs requests and checks notifications. Never shown again.',
  },
  merchantId: {
    type: 'String',
    required: true,
    description: 'The number of the merchant: at most 32 characters.',
  },
  subMerchantId: {
    type: 'String',
    required: true,
    description: 'The number of the sub-merchant, or `merchantId` again where there is none.',
  },
  refundEnabled: {
    type: 'Boolean',
    required: false,
    description: 'Default false. Switches on the refund calls that NexaPay does not document.',
  },
};

export const sampleConfig: NexapayConfig = {
  apiKey: new Secret('sample'),
  secretKey: new Secret('sample'),
  merchantId: 'sample',
  subMerchantId: 'sample',
  refundEnabled: false,
};
