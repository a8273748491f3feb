import { defineEntity, p } from '@mikro-orm/core';
import type { AuditRecord } from '../../records.ts';
import { unchangeable } from './unchangeable.ts';

/** Who called which mutation, with what, from where. Written in the transaction of its first effect. */
export const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  properties: {
    id: p.string().primary(),
    /** Whose trail it belongs to; null where that cannot be told. */
    merchantId: p.string().nullable(),
    principal: p.string().$type<AuditRecord['principal']>(),
    apiKeyId: p.string().nullable(),
    /** As they were at the time. */
    apiKeyName: p.string().nullable(),
    apiKeyPrefix: p.string().nullable(),
    mutation: p.string(),
    /** JSON; what is not for everybody is masked in it. */
    arguments: p.text(),
    source: p.string(),
    requestId: p.string(),
    at: p.bigint('number'),
  },
  indexes: [
    { properties: ['merchantId', 'id'] },
    { properties: ['merchantId', 'principal', 'id'] },
    { properties: ['merchantId', 'principal', 'mutation', 'id'] },
    { properties: ['merchantId', 'apiKeyId', 'id'] },
    { properties: ['merchantId', 'apiKeyId', 'mutation', 'id'] },
  ],
  triggers: unchangeable('audit_entries', 'id = new.id'),
});

export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
