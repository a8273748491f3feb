import { z } from 'zod';
import type { OrderStatus } from '../../domain/order.ts';
import { absenceSpanMs } from '../../domain/instructions/submission.ts';
import { toSecret } from '../config-input.ts';
import type { Connection, ConnectionTools, ProviderModule } from '../provider.ts';
import { defaultExpiresIn } from './brand.ts';
import type { Brand, GatewayConfig } from './brand.ts';
import { checkOrder, checkSettlement } from './checks.ts';
import { createGatewayClient } from './client.ts';
import { orderStatusTable } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import { orderMethods } from './orders.ts';
import { abnormalPaymentMethods, refundMethods, settlementMethods } from './payouts.ts';
import { createWebhookReceiver } from './webhook.ts';

/** A credential exactly as the provider issues it. Never trimmed: every character is part of the key. */
export const credential = z.string().min(1).max(256).transform(toSecret);

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
  const client = createGatewayClient(config, brand.responseSigning, tools);
  const unknown: UnknownValue = (subject, value) => {
    tools.log('warn', 'The provider sent a value that is not known.', {
      provider: brand.name,
      subject,
      value: value.slice(0, 64),
    });
  };
  const warn = (message: string, details: Record<string, unknown>): void =>
    tools.log('warn', message, details);
  const account = { brand, config, client, unknown, warn };
  return {
    ...orderMethods(account),
    ...refundMethods(account),
    ...abnormalPaymentMethods(account),
    ...settlementMethods(account),
    webhook: createWebhookReceiver(config.signKey.reveal(), unknown),
    close: () => client.close(),
  };
}
