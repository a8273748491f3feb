import { AuditEntry } from './audit-entry.ts';
import type { AuditEntrySchema } from './audit-entry.ts';
import { AuditOutcome } from './audit-outcome.ts';
import type { AuditOutcomeSchema } from './audit-outcome.ts';
import { AuditSubject } from './audit-subject.ts';
import type { AuditSubjectSchema } from './audit-subject.ts';

export const auditEntities = [AuditEntry, AuditOutcome, AuditSubject];

export type AuditSchema =
  typeof AuditEntrySchema | typeof AuditOutcomeSchema | typeof AuditSubjectSchema;
