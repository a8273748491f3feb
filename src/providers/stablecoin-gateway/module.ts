import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import { logUnknownValues } from '../kit/observing.ts';
import type { Connection, ConnectionTools, ProviderModule } from '../provider.ts';
import { defaultExpiresIn } from './brand.ts';
import type { Brand, GatewayConfig } from './brand.ts';
import { checkOrder, checkSettlement } from './checks.ts';
import { createClient } from './client.ts';
import { orderStatusTable } from './mapping.ts';
import { orderOperations, refundOperations, settlementOperations } from './operations.ts';
import type { Account } from './operations.ts';
import { createWebhookReceiver } from './webhook.ts';

/** FAILED is not in the table: the create was refused, or the token is not enabled. */
const orderStatuses: readonly OrderStatus[] = [
  ...new Set(Object.values(orderStatusTable)),
  'FAILED',
];

/** What both brands share. */
export const gatewayModule = {
  methods: ['STABLECOIN'],
  currencies: ['USD'],
  requiredInputs: [{ method: 'STABLECOIN', paths: [] }],
  orderStatuses,
  settlementDestinations: ['ON_CHAIN', 'REGISTERED_BANK_ACCOUNT'],
  partialRefund: true,
  // The gateway accepts a refund only while the order is PAID or PARTIAL_REFUNDED, not REFUNDING
  // (docs/providers/stablecoin-gateway.md#refunds).
  concurrentRefunds: () => false,
  defaultExpiresIn,
  absenceSpanMs,
  checkOrder,
  checkSettlement,
} as const satisfies Partial<ProviderModule>;

export function connectGateway<Config extends GatewayConfig>(
  brand: Brand<Config>,
  config: Config,
  tools: ConnectionTools,
): Connection {
  const client = createClient(config, brand.responseSigning, tools);
  const unknown = logUnknownValues(brand.name, tools);
  const account: Account<Config> = {
    brand,
    config,
    client,
    unknown,
    warn: (message, details) => tools.log('warn', message, details),
  };
  return {
    ...orderOperations(account),
    ...refundOperations(account),
    ...settlementOperations(account),
    webhook: createWebhookReceiver(config.signKey.reveal(), unknown),
    close: () => client.close(),
  };
}
