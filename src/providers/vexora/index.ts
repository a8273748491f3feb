import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import { logUnknownValues } from '../kit/observing.ts';
import type { Connection, ConnectionTools, ProviderModule } from '../provider.ts';
import {
  channelOf,
  checkOrder,
  checkSettlement,
  methodsOf,
  methodTypes,
  requiredInputsOf,
} from './checks.ts';
import { createClient } from './client.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { VexoraConfig } from './config.ts';
import { orderStatusTable } from './mapping.ts';
import { operations } from './operations.ts';
import { regionOf, regions } from './regions.ts';
import { signedReader } from './signing/read-signed.ts';
import { createWebhookReceiver } from './webhook.ts';

const rows = [...regions.values()];

/** EXPIRED is not in the table: Vexora reports an expired order as failed (docs/rules.md#failed-or-expired). */
const orderStatuses: readonly OrderStatus[] = [
  ...new Set(Object.values(orderStatusTable)),
  'EXPIRED',
];

export const vexora: ProviderModule<VexoraConfig> = {
  name: 'VEXORA',
  title: 'Vexora',
  config,
  configInput,
  sampleConfig,
  // Vexora issues production addresses to each merchant. They end in the country.
  defaultBaseUrl: null,
  methods: [...new Set(rows.flatMap(({ order }) => methodTypes(order.channels)))],
  currencies: rows.map(({ currency }) => currency),
  requiredInputs: requiredInputsOf(sampleConfig),
  orderStatuses,
  settlementDestinations: ['BANK_ACCOUNT'],
  partialRefund: false,
  concurrentRefunds: () => false,
  // The longest of the assumed lifetimes (docs/providers/vexora.md#statuses).
  defaultExpiresIn: 86_400,
  expiresInOf: ({ method }, { currency }) => channelOf(regionOf(currency), method).lifetime,
  absenceSpanMs,

  accountTerms: (config) => ({
    methods: methodsOf(config),
    currencies: [config.currency],
    requiredInputs: requiredInputsOf(config).filter(({ method }) =>
      methodsOf(config).includes(method),
    ),
  }),
  checkOrder,
  checkRefund: () => [],
  checkSettlement,
  signedReader,
  connect,
};

function connect(config: VexoraConfig, tools: ConnectionTools): Connection {
  const client = createClient(config, tools);
  const unknown = logUnknownValues(vexora.name, tools);
  return {
    ...operations(client, regionOf(config.currency), unknown),
    webhook: createWebhookReceiver(config.appSecret),
    close: () => client.close(),
  };
}
