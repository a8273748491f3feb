import { NotFoundError, ValidationError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/reconciliation/finding.ts';
import { reconciledSubjects } from '../../domain/reconciliation/state.ts';
import type {
  FindingKind as Kind,
  ReconciledState as State,
} from '../../domain/reconciliation/state.ts';
import { reconcile } from '../../operations/reconciliation/reconcile.ts';
import type { Reconciliation as Reconciled } from '../../operations/reconciliation/reconcile.ts';
import { builder } from '../builder.ts';
import { merchantOf } from '../context.ts';
import { badUserInput, refusal } from '../refusals.ts';
import { ProviderAccount } from './account/account.ts';
import { described } from './enums/described.ts';
import { SubjectStatus } from './enums/status.ts';
import type { SubjectStatusName } from './enums/status.ts';
import { EventSubject, subjectOf } from './event/event.ts';
import { Money } from './money.ts';

const FindingKind = builder.enumType('ReconciliationFindingKind', {
  description: "How a record here and the provider's differ.",
  values: {
    MISSING_HERE: { description: 'The provider has it and we had not.' },
    MISSING_THERE: {
      description: 'We have it, but a query of the provider for it did not find it.',
    },
    STATUS: { description: 'The two statuses differ.' },
    AMOUNT: { description: 'The same status, with another amount.' },
  } satisfies Record<Kind, object>,
});

const SubjectType = builder.enumType('ReconciledSubject', {
  description: 'What kind of record was compared.',
  values: described(reconciledSubjects, {
    ORDER: 'An order, with what was paid of it.',
    REFUND: 'A refund, with its amount.',
    SETTLEMENT: 'A settlement, with its amount.',
    ABNORMAL_PAYMENT: 'An abnormal payment, with what is pending of it.',
  }),
});

const ReconciledState = builder.objectRef<State>('ReconciledState').implement({
  description: 'A status and an amount, as one side has them.',
  fields: (t) => ({
    subjectStatus: t.field({
      type: SubjectStatus,
      nullable: true,
      description:
        'Our name of the status; null where the provider reports none, or one that we do not know.',
      resolve: ({ status }) => status as SubjectStatusName | null,
    }),
    status: t.exposeString('status', {
      nullable: true,
      description:
        'Our name of the status; null where the provider reports none, or one that we do not know.',
      deprecationReason: 'Use `subjectStatus`, an enum with the same values.',
    }),
    amount: t.expose('amount', {
      type: Money,
      nullable: true,
      description:
        'Of an order what was paid of it, or else what is due; of an abnormal payment what is pending. ' +
        'Null where it is not said.',
    }),
  }),
});

const ReconciliationFinding = builder.objectRef<Finding>('ReconciliationFinding').implement({
  description: 'Something that was not the same here and at the provider.',
  fields: (t) => ({
    kind: t.expose('kind', { type: FindingKind, description: 'How the two differ.' }),
    subjectType: t.expose('subjectType', {
      type: SubjectType,
      description: 'What kind of record it is about, also where it is not here.',
    }),
    subject: t.field({
      type: EventSubject,
      nullable: true,
      description: 'Null where it is not here.',
      resolve: ({ subjectId }, _args, context) =>
        subjectId === null ? null : subjectOf({ subjectId }, context),
    }),
    providerReference: t.exposeString('providerReference', {
      description: 'The number that the provider knows it by.',
    }),
    before: t.expose('before', {
      type: ReconciledState,
      nullable: true,
      description: 'Our record as it was; null where there was none.',
    }),
    there: t.expose('there', {
      type: ReconciledState,
      nullable: true,
      description: "The provider's record; null where it has none.",
    }),
    after: t.expose('after', {
      type: ReconciledState,
      nullable: true,
      description: 'Our record once that was applied; null where there is still none.',
    }),
    healed: t.exposeBoolean('healed', {
      description: "Whether our record now agrees with the provider's.",
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was found.' }),
  }),
});

const Reconciliation = builder.objectRef<Reconciled>('Reconciliation').implement({
  description: 'Our records of one account beside those of its provider.',
  fields: (t) => ({
    account: t.expose('account', {
      type: ProviderAccount,
      description: 'The account that was compared.',
    }),
    from: t.expose('from', {
      type: 'DateTime',
      description: 'The beginning of the range, which belongs to it.',
    }),
    to: t.expose('to', {
      type: 'DateTime',
      description: 'The end of the range, which belongs to it.',
    }),
    checked: t.exposeInt('checked', { description: 'Records that were compared.' }),
    unanswered: t.exposeInt('unanswered', {
      description: 'Questions to the provider that were not, or not believably, answered.',
    }),
    complete: t.exposeBoolean('complete', {
      description:
        'False where anything was left out: unanswered, or more than fits into one request.',
    }),
    findings: t.expose('findings', {
      type: [ReconciliationFinding],
      description:
        'At most 1,000, in the order in which they were found. Empty where everything agrees.',
    }),
  }),
});

builder.queryField('reconciliation', (t) =>
  t.field({
    type: Reconciliation,
    description:
      'Scope MANAGE. Queries the provider for all that was created in the range, at most 31 days, and corrects our\n' +
      'records. This makes many calls to the provider. It also runs automatically every hour.',
    authScopes: { key: 'MANAGE' },
    args: {
      account: t.arg.id({
        required: true,
        description: "The id of the account: acc_… One that is not the caller's is NOT_FOUND.",
      }),
      from: t.arg({
        type: 'DateTime',
        required: true,
        description: 'The earliest time of creation, included.',
      }),
      to: t.arg({
        type: 'DateTime',
        required: true,
        description:
          'The latest time of creation, included. Not in the future, and at most 31 days after `from`: else BAD_USER_INPUT.',
      }),
    },
    resolve: async (_root, args, context) => {
      try {
        return await reconcile(context.deps, merchantOf(context), args);
      } catch (error) {
        if (error instanceof NotFoundError) throw refusal('NOT_FOUND', error.message);
        if (error instanceof ValidationError) throw badUserInput(describe(error));
        throw error;
      }
    },
  }),
);

function describe({ issues }: ValidationError): string {
  return issues.map(({ path, message }) => `"${path.join('.')}" ${message}.`).join(' ');
}
