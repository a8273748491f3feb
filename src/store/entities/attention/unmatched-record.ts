import { defineEntity, p } from '@mikro-orm/core';
import type { ReconciledSubject } from '../../../domain/reconciliation/state.ts';

/** A record of a provider of which nothing is known here, as reconciliation has found it. */
export const UnmatchedRecordSchema = defineEntity({
  name: 'UnmatchedRecord',
  tableName: 'unmatched_records',
  properties: {
    accountId: p.text().primary(),
    subjectType: p.text().$type<ReconciledSubject>().primary(),
    providerReference: p.text().primary(),
    foundAt: p.bigint('number'),
    /** Epoch milliseconds; null while a person is needed. */
    acknowledgedAt: p.bigint('number').nullable(),
  },
});

export class UnmatchedRecord extends UnmatchedRecordSchema.class {}
UnmatchedRecordSchema.setClass(UnmatchedRecord);
