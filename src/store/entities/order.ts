import { defineEntity, p } from '@mikro-orm/core';
import type { OrderStatus } from '../../domain/order.ts';
import type { PaymentMethodType } from '../../domain/request.ts';
import { dataVersion, writtenBefore } from './personal-data/data-version.ts';
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
    /** Epoch milliseconds at which the personal data of it were erased. */
    erasedAt: p.bigint('number').nullable(),
    dataVersion: dataVersion(),
    /** Of the request. Null only where `dataVersion` is. */
    currency: p.text().nullable(),
    /** Digits that sort as the amounts do, of whatever currency (`amountRank`). */
    amountRank: p.text().nullable(),
    method: p.text().$type<PaymentMethodType>().nullable(),
  },
  indexes: [
    ...instructionIndexes(),
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'reference', 'status', 'id'] },
    { properties: ['account', 'providerOrderId', 'id'] },
    { properties: ['merchant', 'updatedAt', 'id'] },
    { properties: ['merchant', 'amountRank', 'id'] },
    writtenBefore(),
  ],
  uniques: [oncePerAccount()],
});

export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);
