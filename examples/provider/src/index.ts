import { absenceSpanMs, contractVersion, logUnknownValues } from '@paygraph/provider-kit';
import type { Connection, ConnectionTools, ProviderModule } from '@paygraph/provider-kit';
import { checkCapture, checkOrder, checkRefund } from './checks.ts';
import { createClient } from './client.ts';
import { config, configInput, modeOf, sampleConfig } from './config.ts';
import type { StripeConfig } from './config.ts';
import { accountOperations, orderOperations, refundOperations } from './operations.ts';
import { currencies, methods } from './methods.ts';
import { signedReader } from './signature.ts';
import { orderStatuses } from './mapping.ts';
import { createWebhookReceiver } from './webhook.ts';

export const contract = contractVersion;

const name = 'STRIPE_CHECKOUT';
const hour = 3_600_000;

export const stripeCheckout: ProviderModule<StripeConfig> = {
  name,
  title: 'Stripe Checkout',
  config,
  configInput,
  sampleConfig,
  defaultBaseUrl: 'https://api.stripe.com',
  methods,
  currencies,
  requiredInputs: methods.map((method) => ({ method, paths: [] })),
  orderStatuses,
  settlementDestinations: [],
  partialCapture: true,
  partialRefund: true,
  concurrentRefunds: () => true,
  // A session lives for a day, unless it is told otherwise.
  defaultExpiresIn: 86_400,
  absenceSpanMs,
  // Stripe keeps idempotency keys for at least a day.
  repeatableForMs: hour,
  modeOf,
  checkOrder,
  checkCapture,
  checkRefund: (request) => checkRefund(request),
  checkSettlement: () => [{ path: ['account'], message: 'Stripe pays out by itself' }],
  signedReader,
  connect,
};

function connect(config: StripeConfig, tools: ConnectionTools): Connection {
  const client = createClient(config, tools);
  const unknown = logUnknownValues(name, tools);
  return {
    ...orderOperations(client, unknown),
    ...refundOperations(client, unknown),
    ...accountOperations(client),
    webhook: createWebhookReceiver(config, unknown),
    close: () => client.close(),
  };
}
