import { defineEntity, p } from '@mikro-orm/core';
import type { NewEvidence } from '../../domain/aggregates/transition.ts';

/** The statements about an order, refund or settlement, one row each. A repetition is counted on its row. */
export const EvidenceSchema = defineEntity({
  name: 'Evidence',
  tableName: 'evidence',
  properties: {
    subjectId: p.text().primary(),
    /** What makes a statement a repetition: SHA-256 of the statement, its source and the rule that it met. */
    digest: p.text().primary(),
    /** Ascending in the order of arrival. */
    id: p.text(),
    cause: p.text().$type<NewEvidence['cause']>(),
    deliveryId: p.text().nullable(),
    callId: p.text().nullable(),
    /** JSON in our terms, complete enough to be judged again. */
    statement: p.text(),
    rule: p.text().$type<NewEvidence['rule']>(),
    fromStatus: p.text().nullable(),
    toStatus: p.text(),
    times: p.integer().default(1),
    recordedAt: p.bigint('number'),
    lastRecordedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['subjectId', 'id'] }],
});

export class Evidence extends EvidenceSchema.class {}
EvidenceSchema.setClass(Evidence);
