import type { OrderStatus } from '../../domain/order.ts';
import type { ConnectionTools, Connection, ProviderModule } from '../provider.ts';
import type { Account } from './account.ts';
import { checkOrder, checkRefund, checkSettlement, currencies } from './checks.ts';
import { createClient } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { ExamplepayConfig } from './config.ts';
import { paymentStatusTable } from './mapping.ts';
import { orderMethods } from './orders.ts';
import { payoutMethods } from './payouts.ts';
import { refundMethods } from './refunds.ts';
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
  const unknown: Account['unknown'] = (subject, value) => {
    tools.log('warn', 'The provider sent a value that is not known.', {
      provider: examplepay.name,
      subject,
      value: value.slice(0, 64),
    });
  };
  const account: Account = { config, client, unknown, now: tools.now };
  return {
    ...orderMethods(account),
    ...refundMethods(account),
    ...payoutMethods(account),
    webhook: createWebhookReceiver(config, unknown),
    close: () => client.close(),
  };
}
