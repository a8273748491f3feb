import type { ProviderModule } from '../provider.ts';
import { abnormalPaymentRefundBody } from '../stablecoin-gateway/brand.ts';
import type { Brand } from '../stablecoin-gateway/brand.ts';
import { connectGateway, gatewayModule } from '../stablecoin-gateway/module.ts';
import { signedReader } from '../stablecoin-gateway/signing/read-signed.ts';
import { responseSigning } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { XcheckoutConfig } from './config.ts';
import { checkRefund, orderBody, refundBody, settlementBody } from './mapping.ts';

const brand: Brand<XcheckoutConfig> = {
  name: 'ANEXPAY_XCHECKOUT',
  title: 'ANexPay XCheckout',
  responseSigning,
  orderBody,
  refundBody,
  abnormalPaymentRefundBody,
  settlementBody,
};

export const anexpayXcheckout: ProviderModule<XcheckoutConfig> = {
  ...gatewayModule,
  name: brand.name,
  title: brand.title,
  config,
  configInput,
  sampleConfig,
  defaultBaseUrl: 'https://openapi.anexpay.com',
  checkRefund,
  signedReader: (config) => signedReader(config, responseSigning),
  connect: (config, tools) => connectGateway(brand, config, tools),
};
