import { evidenceRules } from '../../domain/evidence.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import { judgedFrom } from '../../operations/evidence.ts';
import type { Judged } from '../../operations/evidence.ts';
import { evidenceOf } from '../../store/queries/evidence.ts';
import type { EvidenceRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { listPaging, readListPage } from '../connections.ts';
import type { Context } from '../context.ts';
import { describeStatement } from '../describe-statement.ts';
import { EventCause, EvidenceRule } from './enums/event.ts';
import { SubjectStatus } from './enums/status.ts';
import type { SubjectStatusName } from './enums/status.ts';
import { Order } from './order/order.ts';
import { Refund } from './refund/refund.ts';
import { Settlement } from './settlement/settlement.ts';
import { ProviderCall } from './work.ts';

const Evidence = builder.objectRef<EvidenceRecord>('Evidence').implement({
  description: 'One item of evidence: an answer, a webhook, or how far our own request got.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `after`.' }),
    says: t.string({
      description: 'In our words: "PAID, paid 101.00 USDT", "IN_FLIGHT", "NOT_FOUND".',
      resolve: ({ statement }) => describeStatement(statement),
    }),
    cause: t.expose('cause', { type: EventCause, description: 'What it came from.' }),
    rule: t.expose('rule', { type: EvidenceRule, description: 'The rule that it met.' }),
    reason: t.string({
      description: 'Why it changed the status, or why it did not.',
      resolve: ({ rule }) => evidenceRules[rule],
    }),
    fromStatus: t.field({
      type: SubjectStatus,
      nullable: true,
      description: 'What the rules made of all before it; null for the first.',
      resolve: ({ from }) => from as SubjectStatusName | null,
    }),
    toStatus: t.field({
      type: SubjectStatus,
      description: 'What the rules made of all before it and of this item.',
      resolve: ({ to }) => to as SubjectStatusName,
    }),
    from: t.exposeString('from', {
      nullable: true,
      description: 'What the rules made of all before it; null for the first.',
      deprecationReason: 'Use `fromStatus`, an enum with the same values.',
    }),
    to: t.exposeString('to', {
      description: 'What the rules made of all before it and of this item.',
      deprecationReason: 'Use `toStatus`, an enum with the same values.',
    }),
    changed: t.boolean({
      description: 'Whether it changed the status.',
      resolve: ({ from, to }) => from !== to,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it happened, where the provider reports a time.',
      resolve: ({ statement }) => ('occurredAt' in statement ? statement.occurredAt : null),
    }),
    at: t.expose('recordedAt', { type: 'DateTime', description: 'When it was first recorded.' }),
    times: t.exposeInt('times', { description: 'How often the same evidence was recorded.' }),
    lastAt: t.expose('lastRecordedAt', {
      type: 'DateTime',
      description: 'When the same was last recorded.',
    }),
    delivery: t.exposeID('deliveryId', {
      nullable: true,
      description:
        'The webhook that it came from, for `node` and `replayWebhook`; null where it came from none.',
    }),
    call: t.field({
      type: ProviderCall,
      nullable: true,
      description: 'The call to the provider that it came from; null where it came from none.',
      resolve: ({ callId }, _args, { loaders }) =>
        callId === null ? null : loaders.providerCalls.load(callId),
    }),
  }),
});

interface ExplanationValue {
  subjectId: string;
  judge: (context: Context) => Promise<Judged>;
}

const Explanation = builder.objectRef<ExplanationValue>('Explanation').implement({
  description: 'Why something is in its state.',
  fields: (t) => ({
    subjectStatus: t.field({
      type: SubjectStatus,
      description: 'What the rules make of the evidence, run again just now: the status as stored.',
      resolve: async ({ judge }, _args, context) =>
        (await judge(context)).status as SubjectStatusName,
    }),
    status: t.string({
      description: 'What the rules make of the evidence, run again just now: the status as stored.',
      deprecationReason: 'Use `subjectStatus`, an enum with the same values.',
      resolve: async ({ judge }, _args, context) => (await judge(context)).status,
    }),
    decisive: t.field({
      type: Evidence,
      nullable: true,
      description: 'The evidence that decided the current status; null where there is none.',
      resolve: async ({ judge }, _args, context) => (await judge(context)).decisive,
    }),
    evidence: t.field({
      type: [Evidence],
      description: 'In the order in which it was recorded, with what each item changed.',
      args: listPaging,
      resolve: ({ subjectId }, args, { deps }) =>
        evidenceOf(deps.read, subjectId, readListPage(args, 'evi_')),
    }),
  }),
});

/** The evidence is judged once, and only if a field that needs it is selected. */
function explain<K extends InstructionKind>(kind: K, record: Instructions[K]): ExplanationValue {
  let judged: Promise<Judged> | null = null;
  const judge = ({ deps, budget }: Context): Promise<Judged> =>
    judgedFrom(deps.read, kind, record, (count) => budget.spendEvidence(count));
  return { subjectId: record.id, judge: (context) => (judged ??= judge(context)) };
}

const description = 'Why it is in its state: all evidence, and what each item changed.';

builder.objectField(Order, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: (order) => explain('ORDER', order),
  }),
);

builder.objectField(Refund, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: (refund) => explain('REFUND', refund),
  }),
);

builder.objectField(Settlement, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: (settlement) => explain('SETTLEMENT', settlement),
  }),
);
