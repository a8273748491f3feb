import { defineEntity, p } from '@mikro-orm/core';
import type { AuditRecord } from '../../records.ts';
import { unchangeable } from './unchangeable.ts';

/** Who called which mutation, with which arguments, from where. Written in the transaction of its first effect. */
export const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  properties: {
    id: p.text().primary(),
    /** The merchant whose trail it belongs to; null where that is not known. */
    merchantId: p.text().nullable(),
    principal: p.text().$type<AuditRecord['principal']>(),
    apiKeyId: p.text().nullable(),
    /** The key's name and prefix at the time. */
    apiKeyName: p.text().nullable(),
    apiKeyPrefix: p.text().nullable(),
    mutation: p.text(),
    /** JSON. What not everybody may see is masked. */
    arguments: p.text(),
    source: p.text(),
    requestId: p.text(),
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
