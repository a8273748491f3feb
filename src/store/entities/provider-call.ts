import { defineEntity, p } from '@mikro-orm/core';
import type { ProviderCallRecord } from '../records.ts';

export const ProviderCallSchema = defineEntity({
  name: 'ProviderCall',
  tableName: 'provider_calls',
  properties: {
    id: p.string().primary(),
    /** The order, refund or settlement it was made for. */
    subjectId: p.string(),
    operation: p.string(),
    outcome: p.string().$type<ProviderCallRecord['outcome']>(),
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
