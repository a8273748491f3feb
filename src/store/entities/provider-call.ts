import { defineEntity, p } from '@mikro-orm/core';
import type { ProviderCallRecord } from '../records.ts';

export const ProviderCallSchema = defineEntity({
  name: 'ProviderCall',
  tableName: 'provider_calls',
  properties: {
    id: p.text().primary(),
    /** The order, refund or settlement that it was made for. */
    subjectId: p.text(),
    operation: p.text(),
    outcome: p.text().$type<ProviderCallRecord['outcome']>(),
    httpStatus: p.integer().nullable(),
    durationMs: p.integer(),
    request: p.text(),
    response: p.text().nullable(),
    at: p.bigint('number'),
  },
  indexes: [{ properties: ['subjectId', 'id'] }],
});

export class ProviderCall extends ProviderCallSchema.class {}
ProviderCallSchema.setClass(ProviderCall);
