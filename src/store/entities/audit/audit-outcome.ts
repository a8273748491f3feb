import { defineEntity, p } from '@mikro-orm/core';
import { unchangeable } from './unchangeable.ts';

/** How a mutation ended: a row of its own, so that no entry is ever changed. */
export const AuditOutcomeSchema = defineEntity({
  name: 'AuditOutcome',
  tableName: 'audit_outcomes',
  properties: {
    entryId: p.text().primary(),
    outcome: p.text(),
    at: p.bigint('number'),
  },
  triggers: unchangeable('audit_outcomes', 'entry_id = new.entry_id'),
});

export class AuditOutcome extends AuditOutcomeSchema.class {}
AuditOutcomeSchema.setClass(AuditOutcome);
