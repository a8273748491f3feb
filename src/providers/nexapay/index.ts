import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import { logUnknownValues } from '../kit/observing.ts';
import type { Connection, ConnectionTools, ProviderModule } from '../provider.ts';
import { checkOrder, checkRefund, requiredPaths } from './checks.ts';
import { createClient } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { NexapayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import { orderOperations, refundOperations } from './operations.ts';
import { signedReader } from './signing/read-signed.ts';
import { createWebhookReceiver } from './webhook.ts';

const name = 'NEXAPAY';

/** Seconds, for a direct payment. A hosted order lives longer (docs/providers/nexapay.md#orders). */
const defaultExpiresIn = 600;

/** EXPIRED is not in the table: it is the provider's status for failed, once the order's own time is over. */
const orderStatuses: readonly OrderStatus[] = [...Object.values(mapping.payStatusTable), 'EXPIRED'];

export const nexapay: ProviderModule<NexapayConfig> = {
  name,
  title: 'NexaPay',
  config,
  configInput,
  sampleConfig,
  defaultBaseUrl: null,
  methods: ['PIX'],
  currencies: ['BRL'],
  requiredInputs: [{ method: 'PIX', paths: requiredPaths }],
  orderStatuses,
  settlementDestinations: [],
  partialRefund: true,
  concurrentRefunds: () => true,
  defaultExpiresIn,
  expiresInOf: (order) => (mapping.isHosted(order) ? mapping.cashierLifetime : defaultExpiresIn),
  // Failures are not pushed (docs/providers/nexapay.md#statuses).
  eagerPoll: { everyMs: 5_000, forMs: 60_000 },
  absenceSpanMs,
  checkOrder,
  checkRefund: (request, _config, order) => checkRefund(request, order),
  checkSettlement: () => [{ path: ['account'], message: 'NexaPay has no settlement call' }],
  signedReader,
  connect,
};

function connect(config: NexapayConfig, tools: ConnectionTools): Connection {
  const client = createClient(config, tools);
  const unknown = logUnknownValues(name, tools);
  return {
    ...orderOperations(config, client, unknown),
    ...(config.refundEnabled ? refundOperations(config, client, unknown) : {}),
    webhook: createWebhookReceiver(config.secretKey.reveal(), unknown, tools.log),
    close: () => client.close(),
  };
}
