import { AccessToken } from './access-token.ts';
import type { AccessTokenSchema } from './access-token.ts';
import { ApiKey } from './api-key.ts';
import type { ApiKeySchema } from './api-key.ts';
import { Merchant } from './merchant.ts';
import type { MerchantSchema } from './merchant.ts';
import { ProviderAccount } from './provider-account.ts';
import type { ProviderAccountSchema } from './provider-account.ts';

export const merchantEntities = [AccessToken, ApiKey, Merchant, ProviderAccount];

export type MerchantsSchema =
  | typeof AccessTokenSchema
  | typeof ApiKeySchema
  | typeof MerchantSchema
  | typeof ProviderAccountSchema;
