import { evidenceRules, judgeAll, orderRules, payoutRules } from '../../domain/judgement.ts';
import type { Attended, Heard, News, Rules } from '../../domain/judgement.ts';
import type { Money } from '../../domain/money.ts';
import type { EvidenceRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { sayingOf } from '../saying.ts';
import { EventCause, EvidenceRule } from './enums.ts';
import { Order } from './order/order.ts';
import { Refund } from './refund/refund.ts';
import { Settlement } from './settlement/settlement.ts';
import { ProviderCall } from './work.ts';

const Evidence = builder.objectRef<EvidenceRecord>('Evidence').implement({
  description: 'One thing that was learned: an answer, a webhook, or how far our own request got.',
  fields: (t) => ({
    says: t.string({
      description: 'In our words: "PAID, paid 101.00 USDT", "IN_FLIGHT", "NOT_FOUND".',
      resolve: ({ statement }) => sayingOf(statement),
    }),
    cause: t.expose('cause', { type: EventCause, description: 'Who brought it.' }),
    rule: t.expose('rule', { type: EvidenceRule, description: 'The rule that it met.' }),
    reason: t.string({
      description: 'Why it changed the status, or why it did not.',
      resolve: ({ rule }) => evidenceRules[rule],
    }),
    from: t.exposeString('from', {
      nullable: true,
      description: 'What the rules made of all before it; null for the first.',
    }),
    to: t.exposeString('to', { description: 'And with it.' }),
    changed: t.boolean({ resolve: ({ from, to }) => from !== to }),
    occurredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the provider says it happened, where it says so.',
      resolve: ({ statement }) => ('occurredAt' in statement ? statement.occurredAt : null),
    }),
    at: t.expose('heardAt', { type: 'DateTime', description: 'When it was learned first.' }),
    times: t.exposeInt('times', { description: 'How often the very same was learned.' }),
    lastAt: t.expose('lastHeardAt', { type: 'DateTime' }),
    delivery: t.exposeID('deliveryId', {
      nullable: true,
      description: 'The webhook that brought it: for `node` and `replayWebhook`.',
    }),
    call: t.field({
      type: ProviderCall,
      nullable: true,
      description: 'The call to the provider that brought it.',
      resolve: async ({ subjectId, callId }, _args, { loaders }) => {
        if (callId === null) return null;
        const calls = await loaders.providerCalls.load(subjectId);
        return calls.find(({ id }) => id === callId) ?? null;
      },
    }),
  }),
});

interface ExplanationValue {
  status: string;
  evidence: readonly EvidenceRecord[];
}

const Explanation = builder.objectRef<ExplanationValue>('Explanation').implement({
  description: 'Why something is in its state.',
  fields: (t) => ({
    status: t.exposeString('status', {
      description: 'What the rules make of the evidence, run again just now: the status as stored.',
    }),
    decisive: t.field({
      type: Evidence,
      nullable: true,
      description: 'The piece that brought about the status as it is.',
      resolve: ({ evidence }) => evidence.findLast(({ from, to }) => from !== to),
    }),
    evidence: t.field({
      type: [Evidence],
      description: 'All of it, in the order in which it came in, with what each piece changed.',
      resolve: ({ evidence }) => evidence,
    }),
  }),
});

function explain<Joined extends Attended, Said extends News, Status extends string>(
  rules: Rules<Joined, Said, Status>,
  asked: Money,
  evidence: readonly EvidenceRecord[],
): ExplanationValue {
  const { status } = judgeAll(rules, asked, evidence as readonly (Heard<Said> & EvidenceRecord)[]);
  return { status, evidence };
}

const description = 'Why it is in its state: all that was learned, and what each piece changed.';

builder.objectField(Order, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: async (order, _args, { loaders }) =>
      explain(orderRules(order), order.request.amount, await loaders.evidence.load(order.id)),
  }),
);

builder.objectField(Refund, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: async ({ id, amount }, _args, { loaders }) =>
      explain(payoutRules, amount, await loaders.evidence.load(id)),
  }),
);

builder.objectField(Settlement, 'explanation', (t) =>
  t.field({
    type: Explanation,
    description,
    resolve: async ({ id, request }, _args, { loaders }) =>
      explain(payoutRules, request.amount, await loaders.evidence.load(id)),
  }),
);
