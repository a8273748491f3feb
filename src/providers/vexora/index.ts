import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import type { ProviderModule } from '../provider.ts';
import {
  channelOf,
  checkOrder,
  checkSettlement,
  methodsOf,
  methodTypes,
  requiredInputsOf,
} from './checks.ts';
import { config, configInput, sampleConfig } from './config.ts';
import type { VexoraConfig } from './config.ts';
import { connectVexora } from './connection.ts';
import { orderWords } from './mapping.ts';
import { regionOf, regions } from './regions.ts';

const rows = [...regions.values()];

/** EXPIRED: unpaid when its time was up, which the provider calls failed (docs/rules.md#failed-or-expired). */
const orderStatuses: readonly OrderStatus[] = [...new Set(Object.values(orderWords)), 'EXPIRED'];

export const vexora: ProviderModule<VexoraConfig> = {
  name: 'VEXORA',
  title: 'Vexora',
  config,
  configInput,
  sampleConfig,
  // Production addresses are handed out, and end in the country.
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

  ofAccount: (config) => ({
    methods: methodsOf(config),
    currencies: [config.currency],
    requiredInputs: requiredInputsOf(config).filter(({ method }) =>
      methodsOf(config).includes(method),
    ),
  }),
  checkOrder,
  checkRefund: () => [],
  checkSettlement,
  connect: connectVexora,
};
