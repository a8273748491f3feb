import { defineEntity, p } from '@mikro-orm/core';
import type { AbnormalPaymentStatus } from '../../domain/abnormal-payment.ts';
import type { AbnormalPaymentType } from '../../domain/observation.ts';
import { Order } from './order.ts';
import { atMost, dueIndex, followedColumns } from './instruction.ts';
import { dataVersion, writtenBefore } from './personal-data/data-version.ts';

export const AbnormalPaymentSchema = defineEntity({
  name: 'AbnormalPayment',
  tableName: 'abnormal_payments',
  properties: {
    ...followedColumns(),
    order: () => p.manyToOne(Order).index(false).nullable(),
    providerAbnormalPaymentId: p.text(),
    type: p.text().$type<AbnormalPaymentType>(),
    status: p.text().$type<AbnormalPaymentStatus>(),
    /**
     * Minor units. `refundable`: the greatest amount that was ever pending. `held`: what refunds and a resolution have
     * taken. It only shows whether that is more than was ever pending; the triggers compare with `pending`.
     */
    refundable: p.text(),
    held: p.text().default('0'),
    /** JSON Money: still to be handled. */
    pending: p.text(),
    dataVersion: dataVersion(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'status', 'type', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['account', 'status', 'type', 'id'] },
    { properties: ['order', 'id'] },
    { properties: ['order', 'account', 'status', 'type', 'id'] },
    dueIndex(),
    writtenBefore(),
  ],
  uniques: [{ properties: ['account', 'providerAbnormalPaymentId'] }],
  triggers: [
    {
      name: 'abnormal_payments_resolved_within_rest',
      timing: 'before',
      events: ['update'],
      when: `json_extract(old.evidence, '$.resolution') is null and json_extract(new.evidence, '$.resolution') is not null
    and not (${atMost("json_extract(new.evidence, '$.resolution.amount.minor')", "json_extract(old.pending, '$.minor')")})`,
      body: `select raise(abort, 'abnormal_payments_resolved_within_rest: more than is left of it');`,
    },
  ],
});

export class AbnormalPayment extends AbnormalPaymentSchema.class {}
AbnormalPaymentSchema.setClass(AbnormalPayment);
