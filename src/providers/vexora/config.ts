import { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { toSecret } from '../config-input.ts';
import type { ConfigInputOf } from '../config-input.ts';
import { defaultCurrency, regions } from './regions.ts';

const code = z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -');

export const config = z.strictObject({
  /** Goes into a header. */
  merchantNo: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must have 1 to 64 printable characters'),
  /** Exactly as Vexora issues it. Never trimmed: every character is part of the key. */
  appSecret: z.string().min(1).max(256).transform(toSecret),
  /** The currency of the account. It selects the country. */
  currency: z
    .string()
    .nullish()
    .transform((value) => value ?? defaultCurrency)
    .refine(
      (value) => regions.has(value),
      `must be the currency of a region that is known: ${[...regions.keys()].join(', ')}`,
    ),
  /**
   * Null: the wallets that Vexora documents for the region. Taiwan has none
   * (docs/providers/vexora.md#regions).
   */
  eWalletCodes: z
    .array(code)
    .max(100)
    .nullish()
    .transform((value) => value ?? null),
});
export type VexoraConfig = z.infer<typeof config>;

export const configInput: ConfigInputOf<typeof config> = {
  merchantNo: {
    type: 'String',
    required: true,
    description: 'The number of the merchant, sent with each call.',
  },
  appSecret: {
    type: 'String',
    required: true,
    description: 'Signs requests and callbacks. Never trimmed, and never shown again.',
  },
  currency: {
    type: 'CurrencyCode',
    required: false,
    description: 'Default TWD: the Taiwan account.',
  },
  eWalletCodes: {
    type: '[String!]',
    required: false,
    description:
      'Wallet codes that Vexora has enabled for the account; orders for others are refused before anything is sent.',
  },
};

export const sampleConfig: VexoraConfig = {
  merchantNo: '0000000001',
  appSecret: new Secret('sample'),
  currency: defaultCurrency,
  eWalletCodes: null,
};
