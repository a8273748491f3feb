import { auditIsWritten } from '../../../operations/audit/audited.ts';
import { findAuditEntries } from '../../../store/queries/audit.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionPaging,
  connectionType,
  filterOf,
  readPage,
} from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { AuditEntry, AuditPrincipalType } from './audit-entry.ts';

const AuditTrailFilter = builder.inputType('AuditTrailFilter', {
  description:
    'An entry must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    mutations: t.stringList({ description: 'Any of these mutations, by name: ["createRefund"].' }),
    principals: t.field({ type: [AuditPrincipalType], description: 'Any of these.' }),
    apiKey: t.id({ description: 'The id of an API key: what was called with it.' }),
    subject: t.id({
      description: 'An order, refund, settlement, account, key…: what was done with it.',
    }),
    since: t.field({ type: 'DateTime', description: 'Received at this moment or later.' }),
    until: t.field({ type: 'DateTime', description: 'Received at this moment or earlier.' }),
  }),
});

const AuditEntryConnection = connectionType('AuditEntry', AuditEntry);

builder.queryField('auditTrail', (t) =>
  t.field({
    type: AuditEntryConnection,
    description:
      'Scope MANAGE. Who called which mutation, when and from where, newest first: by the keys of the merchant, and by\n' +
      'the administrator where it concerned the merchant.',
    authScopes: { key: 'MANAGE' },
    args: {
      ...connectionPaging,
      filter: t.arg({ type: AuditTrailFilter, description: shared.filter }),
    },
    resolve: async (_root, { first, after, filter }, context) => {
      const page = readPage({ first, after }, 'aud');
      const merchantId = merchantOf(context);
      await auditIsWritten(context.deps);
      const rows = await findAuditEntries(context.deps.read, merchantId, page, filterOf(filter));
      return connectionOf(rows, page);
    },
  }),
);
