import { subjectsOfAuditEntry } from '../../../store/queries/audit.ts';
import type { AuditRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { maxPageSize, readListPage, shortListPaging } from '../../connections.ts';
import { ApiKey } from '../merchant.ts';
import { Node } from '../node.ts';

export const AuditPrincipalType = builder.enumType('AuditPrincipalType', {
  description: 'Whose credentials a mutation was called with.',
  values: {
    ADMINISTRATOR: { description: 'Whoever has the administrator key.' },
    API_KEY: { description: 'An API key of a merchant.' },
    PAYMENT_LINK: {
      description:
        'A payer who opened a payment link. The link is among the subjects, and nothing else is known of the payer.',
    },
  } satisfies Record<AuditRecord['principal'], object>,
});

const AuditPrincipal = builder
  .objectRef<Pick<AuditRecord, 'principal' | 'apiKey'>>('AuditPrincipal')
  .implement({
    description: 'Who it was.',
    fields: (t) => ({
      type: t.expose('principal', {
        type: AuditPrincipalType,
        description: 'An API key, or the administrator.',
      }),
      apiKey: t.field({
        type: ApiKey,
        nullable: true,
        description: 'As it is now; null for the administrator.',
        resolve: ({ apiKey }, _args, { loaders }) =>
          apiKey === null ? null : loaders.apiKeys.load(apiKey.id),
      }),
      name: t.string({
        nullable: true,
        description: 'The name of the API key at that time; null for the administrator.',
        resolve: ({ apiKey }) => apiKey?.name ?? null,
      }),
      prefix: t.string({
        nullable: true,
        description: 'The first characters of the API key; null for the administrator.',
        resolve: ({ apiKey }) => apiKey?.prefix ?? null,
      }),
    }),
  });

export const AuditEntry = builder.objectRef<AuditRecord>('AuditEntry').implement({
  description: `A call of a mutation, whatever its outcome. It is written together with its first effect, stored for good
and never changed. What is refused as bad input (BAD_USER_INPUT, ValidationError) or for a missing scope
(FORBIDDEN) changes nothing and leaves none.`,
  interfaces: [Node],
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When the request was received.' }),
    mutation: t.exposeString('mutation', {
      description: 'Its name in the schema: "createRefund".',
    }),
    principal: t.field({
      type: AuditPrincipal,
      description: 'Whose credentials it was called with.',
      resolve: (entry) => entry,
    }),
    subjects: t.idList({
      description:
        'What the caller named and what came of it: the order that was refunded, and the refund.',
      args: shortListPaging,
      resolve: ({ id }, args, { deps }) =>
        subjectsOfAuditEntry(deps.read, id, readListPage(args, '', maxPageSize)),
    }),
    arguments: t.string({
      resolve: ({ arguments: text }, _args, { budget }) => {
        budget.spendBytes(text.length);
        return text;
      },
      description:
        'The arguments as JSON. Credentials, personal data, destinations of money and metadata are "***".',
    }),
    source: t.exposeString('source', { description: 'The address that it came from.' }),
    requestId: t.exposeString('requestId', {
      description: 'As in the X-Request-Id of the answer and in the log.',
    }),
    outcome: t.string({
      nullable: true,
      description: `SUCCEEDED; REPLAYED, where the idempotency key had done it before; the code of the error that was
returned ("NOT_FOUND", "INVALID_STATE"); FAILED, for an internal error. Null while it is under way, and where the
process ended before this was written down: see then what became of its subjects.`,
      resolve: async ({ id }, _args, { loaders }) =>
        (await loaders.auditOutcomes.load(id))?.outcome ?? null,
    }),
  }),
});
