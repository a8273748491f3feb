import type { StablecoinBrand } from '../../../sandbox/stablecoin-platform/brands.ts';
import type { TestAccount } from '../../support/accounts.ts';

/** XCheckout and W Checkout. */
export const stablecoin = (name: StablecoinBrand): TestAccount<StablecoinBrand> => ({
  name,
  open: (provider, options) => provider.createMerchantAccount(options),
  configOf({ merchantId, ...keys }) {
    return name === 'W_CHECKOUT' ? { ...keys, merchantId } : keys;
  },
  pointWebhooks: (provider, { apiKey }, { webhookUrl }) =>
    provider.setWebhookUrl(apiKey, webhookUrl),
});
