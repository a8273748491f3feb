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
    /** How many calls got this answer: later ones are counted here. */
    times: p.integer().default(1),
    /** When the last of them was sent; null where there is one. */
    lastAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['subjectId', 'id'] }],
});

export class ProviderCall extends ProviderCallSchema.class {}
ProviderCallSchema.setClass(ProviderCall);
