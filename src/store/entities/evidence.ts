import { defineEntity, p } from '@mikro-orm/core';
import type { NewEvidence } from '../../domain/aggregates/transition.ts';

/** The statements about an order, refund or settlement, one by one; the same again is counted. */
export const EvidenceSchema = defineEntity({
  name: 'Evidence',
  tableName: 'evidence',
  properties: {
    subjectId: p.text().primary(),
    /** What makes a statement the same again: SHA-256 of the statement, who brought it and what it met. */
    digest: p.text().primary(),
    /** Ascending in the order of arrival. */
    id: p.text(),
    cause: p.text().$type<NewEvidence['cause']>(),
    deliveryId: p.text().nullable(),
    callId: p.text().nullable(),
    /** JSON: in our terms, complete enough to be judged again. */
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
