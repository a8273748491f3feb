import { AccessToken } from './access-token.ts';
import type { AccessTokenSchema } from './access-token.ts';
import { ApiKey } from './api-key.ts';
import type { ApiKeySchema } from './api-key.ts';
import { CheckoutTheme } from './checkout-theme.ts';
import type { CheckoutThemeSchema } from './checkout-theme.ts';
import { LeftAccount } from './left-account.ts';
import type { LeftAccountSchema } from './left-account.ts';
import { Merchant } from './merchant.ts';
import type { MerchantSchema } from './merchant.ts';
import { ProviderAccount } from './provider-account.ts';
import type { ProviderAccountSchema } from './provider-account.ts';

export const merchantEntities = [
  AccessToken,
  ApiKey,
  CheckoutTheme,
  LeftAccount,
  Merchant,
  ProviderAccount,
];

export type MerchantsSchema =
  | typeof AccessTokenSchema
  | typeof ApiKeySchema
  | typeof CheckoutThemeSchema
  | typeof LeftAccountSchema
  | typeof MerchantSchema
  | typeof ProviderAccountSchema;
