import { z } from 'zod';
import { defineConfig, optional, secret, text } from '../kit/config.ts';
import { defaultCurrency, regions } from './regions.ts';

const code = z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -');
/** Goes into a header. */
const printable = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must have 1 to 64 printable characters');
/** Selects the country. */
const currency = z
  .string()
  .refine(
    (value) => regions.has(value),
    `must be the currency of a region that is known: ${[...regions.keys()].join(', ')}`,
  );

const fields = {
  merchantNo: text('The number of the merchant, sent with each call.', printable, '0000000001'),
  appSecret: secret('Signs requests and callbacks. Never trimmed, and never shown again.'),
  currency: optional('CurrencyCode', 'Default TWD: the Taiwan account.', currency, defaultCurrency),
  // Null: the wallets that Vexora documents for the region. Taiwan has none (docs/providers/vexora.md#regions).
  eWalletCodes: optional<readonly string[] | null>(
    '[String!]',
    'Wallet codes that Vexora has enabled for the account; orders for others are refused before anything is sent.',
    z.array(code).max(100),
    null,
  ),
};

export const { config, configInput, sampleConfig } = defineConfig(fields);
export type VexoraConfig = z.infer<typeof config>;
