import { defineEntity, p } from '@mikro-orm/core';
import { unchangeable } from './unchangeable.ts';

/** The objects that an entry of the audit trail is about, named by the caller or made by the call: a row for each. */
export const AuditSubjectSchema = defineEntity({
  name: 'AuditSubject',
  tableName: 'audit_subjects',
  properties: {
    entryId: p.text().primary(),
    subjectId: p.text().primary(),
  },
  indexes: [{ properties: ['subjectId', 'entryId'] }],
  triggers: unchangeable(
    'audit_subjects',
    'entry_id = new.entry_id and subject_id = new.subject_id',
  ),
});

export class AuditSubject extends AuditSubjectSchema.class {}
AuditSubjectSchema.setClass(AuditSubject);
