import { defineEntity, p } from '@mikro-orm/core';
import type { OrderStatus } from '../../domain/order.ts';
import { instructionColumns, instructionIndexes, oncePerAccount } from './instruction.ts';

export const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'orders',
  properties: {
    ...instructionColumns(),
    provider: p.text(),
    status: p.text().$type<OrderStatus>(),
    providerOrderId: p.text().nullable(),
    /** JSON: the request, complete enough to be sent again. */
    request: p.text(),
    /** Minor units: what refunds may take in total; null while nothing is paid. */
    refundable: p.text().nullable(),
    /**
     * Minor units: the sum of refunds that are not FAILED, REJECTED, CANCELED or REVERSED. One that SUCCEEDED stays in
     * it. It can exceed what was paid, because facts are not refused.
     */
    refundsHeld: p.text().default('0'),
    /** Minor units: the sum of refunds that are proven to have succeeded. */
    refunded: p.text().default('0'),
    expiresAt: p.bigint('number').nullable(),
  },
  indexes: [
    ...instructionIndexes(),
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'reference', 'status', 'id'] },
    { properties: ['account', 'providerOrderId', 'id'] },
  ],
  uniques: [oncePerAccount()],
});

export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);
