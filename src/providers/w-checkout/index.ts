import type { ProviderModule } from '../provider.ts';
import { abnormalPaymentRefundBody } from '../stablecoin-gateway/brand.ts';
import type { Brand } from '../stablecoin-gateway/brand.ts';
import { connectGateway, gatewayModule } from '../stablecoin-gateway/module.ts';
import { signedReader } from '../stablecoin-gateway/signing/read-signed.ts';
import { responseSigning } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { WCheckoutConfig } from './config.ts';
import { checkRefund, orderBody, refundBody, settlementBody } from './mapping.ts';

const brand: Brand<WCheckoutConfig> = {
  name: 'W_CHECKOUT',
  title: 'W Checkout',
  responseSigning,
  orderBody,
  refundBody,
  abnormalPaymentRefundBody,
  settlementBody,
};

export const wCheckout: ProviderModule<WCheckoutConfig> = {
  ...gatewayModule,
  name: brand.name,
  title: brand.title,
  config,
  configInput,
  sampleConfig,
  defaultBaseUrl: 'https://openapi.stablelink.app',
  checkRefund,
  signedReader: (config) => signedReader(config, responseSigning),
  connect: (config, tools) => connectGateway(brand, config, tools),
};
