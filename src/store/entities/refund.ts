import { defineEntity, p } from '@mikro-orm/core';
import type { PayoutStatus } from '../../domain/payout.ts';
import { AbnormalPayment } from './abnormal-payment.ts';
import { Order } from './order.ts';
import { atMost, instructionColumns, instructionIndexes, oncePerAccount } from './instruction.ts';
import { dataVersion, writtenBefore } from './personal-data/data-version.ts';

/**
 * A refund that we request ourselves. A refund made elsewhere is a fact, and is always stored. When a refund is
 * inserted this is the same as `isOwn` in domain/instructions/submission.ts: one of our own is inserted as SUBMITTING,
 * so it has `firstSentAt`, and one made elsewhere as ANSWERED without it.
 */
const isOwn = "json_extract(new.submission, '$.firstSentAt') is not null";
const amount = "json_extract(new.amount, '$.minor')";

export const RefundSchema = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  properties: {
    ...instructionColumns(),
    order: () => p.manyToOne(Order).index(false),
    abnormalPayment: () => p.manyToOne(AbnormalPayment).index(false).nullable(),
    status: p.text().$type<PayoutStatus>(),
    /** JSON Money. */
    amount: p.text(),
    address: p.text().nullable(),
    reason: p.text().nullable(),
    dataVersion: dataVersion(),
  },
  indexes: [
    ...instructionIndexes(),
    writtenBefore(),
    { properties: ['merchant', 'reference', 'status', 'id'] },
    { properties: ['order', 'id'] },
    { properties: ['order', 'status', 'id'] },
    { properties: ['order', 'reference', 'status', 'id'] },
    { properties: ['abnormalPayment', 'id'] },
  ],
  uniques: [oncePerAccount()],
  // On PostgreSQL these are one trigger, `refunds_are_held`, with the same messages (store/migrations/postgres/).
  triggers: [
    {
      name: 'refunds_only_of_paid',
      timing: 'before',
      events: ['insert'],
      when: `new.abnormal_payment_id is null and ${isOwn}
    and (select refundable from orders where id = new.order_id) is null`,
      body: `select raise(abort, 'refunds_only_of_paid: nothing of the order is paid');`,
    },
    {
      // `refunds_held` of the order is written before the refund, in the same transaction, and includes it.
      name: 'refunds_within_paid',
      timing: 'before',
      events: ['insert'],
      when: `new.abnormal_payment_id is null and ${isOwn}
    and (select (${atMost(amount, 'refunds_held')}) and (${atMost('refunds_held', 'refundable')}) from orders
      where id = new.order_id and refundable is not null) = 0`,
      body: `select raise(abort, 'refunds_within_paid: more than is left of what was paid');`,
    },
    {
      // A refund gives back all that is pending, and the amount stays pending while the refund is under way.
      name: 'refunds_within_abnormal_payment',
      timing: 'before',
      events: ['insert'],
      when: `new.abnormal_payment_id is not null and ${isOwn}
    and (exists (select 1 from refunds where abnormal_payment_id = new.abnormal_payment_id
        and status in ('REQUESTED', 'SUBMITTING', 'UNKNOWN', 'PENDING', 'PROCESSING'))
      or not (select ${atMost(amount, "json_extract(pending, '$.minor')")} from abnormal_payments where id = new.abnormal_payment_id))`,
      body: `select raise(abort, 'refunds_within_abnormal_payment: more than is left of it');`,
    },
  ],
});

export class Refund extends RefundSchema.class {}
RefundSchema.setClass(Refund);
