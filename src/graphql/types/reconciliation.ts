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
import { SubjectStatus } from './enums/status.ts';
import type { SubjectStatusName } from './enums/status.ts';
import { EventSubject, subjectOf } from './event.ts';
import { Money } from './money.ts';

const FindingKind = builder.enumType('ReconciliationFindingKind', {
  values: {
    MISSING_HERE: { description: 'The provider has it and we had not.' },
    MISSING_THERE: {
      description: 'We have it, but a query of the provider for it did not find it.',
    },
    STATUS: {},
    AMOUNT: {},
  } satisfies Record<Kind, object>,
});

const SubjectType = builder.enumType('ReconciledSubject', { values: reconciledSubjects });

const ReconciledState = builder.objectRef<State>('ReconciledState').implement({
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
    kind: t.expose('kind', { type: FindingKind }),
    subjectType: t.expose('subjectType', { type: SubjectType }),
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
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

const Reconciliation = builder.objectRef<Reconciled>('Reconciliation').implement({
  description: 'Our records of one account beside those of its provider.',
  fields: (t) => ({
    account: t.expose('account', { type: ProviderAccount }),
    from: t.expose('from', { type: 'DateTime' }),
    to: t.expose('to', { type: 'DateTime' }),
    checked: t.exposeInt('checked', { description: 'Records that were compared.' }),
    unanswered: t.exposeInt('unanswered', {
      description: 'Questions to the provider that were not, or not believably, answered.',
    }),
    complete: t.exposeBoolean('complete', {
      description:
        'False where anything was left out: unanswered, or more than fits into one request.',
    }),
    findings: t.expose('findings', { type: [ReconciliationFinding] }),
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
      account: t.arg.id({ required: true }),
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
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
