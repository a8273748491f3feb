import type { OrderStatus } from '../../domain/order.ts';
import { logUnknownValues } from '../kit/observing.ts';
import type { ConnectionTools, Connection, ProviderModule } from '../provider.ts';
import { checkOrder, checkRefund, checkSettlement, currencies } from './checks.ts';
import { createClient } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { ExamplepayConfig } from './config.ts';
import { paymentStatusTable } from './mapping.ts';
import { orderOperations, payoutOperations, refundOperations } from './operations.ts';
import type { Account } from './operations.ts';
import { signedReader } from './signing/read-signed.ts';
import { createWebhookReceiver } from './webhook.ts';

/** CANCELED is not in the table: it means that our close was accepted. */
const orderStatuses: readonly OrderStatus[] = [...Object.values(paymentStatusTable), 'CANCELED'];

const payer = ['customer.firstName', 'customer.email', 'customer.phone'];

export const examplepay: ProviderModule<ExamplepayConfig> = {
  name: 'EXAMPLEPAY',
  title: 'ExamplePay',
  config,
  configInput,
  sampleConfig,
  // Issued to each merchant with the credentials.
  defaultBaseUrl: null,
  methods: ['UPI', 'PIX'],
  currencies,
  requiredInputs: [
    { method: 'UPI', paths: payer },
    { method: 'PIX', paths: payer },
  ],
  orderStatuses,
  settlementDestinations: ['UPI', 'PIX', 'BANK_ACCOUNT', 'WALLET'],
  partialRefund: true,
  // The payment's one `refundStatus` can follow one refund at a time (docs/rules.md#one-refund-at-a-time).
  concurrentRefunds: ({ refundQueryEnabled }) => refundQueryEnabled,
  // The platform closes a payment after half an hour (docs/providers/examplepay.md#the-life-of-a-payment).
  defaultExpiresIn: 1_800,
  absenceSpanMs: 30_000,
  checkOrder,
  checkRefund,
  checkSettlement,
  signedReader,
  connect,
};

function connect(config: ExamplepayConfig, tools: ConnectionTools): Connection {
  const client = createClient(config, tools);
  const unknown = logUnknownValues(examplepay.name, tools);
  const account: Account = { config, client, unknown, now: tools.now };
  return {
    ...orderOperations(account),
    ...refundOperations(account),
    ...payoutOperations(account),
    webhook: createWebhookReceiver(config, unknown),
    close: () => client.close(),
  };
}
