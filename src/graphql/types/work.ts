import type { Failure as FailureValue } from '../../domain/observation.ts';
import { failureOf as whyFailed } from '../../domain/instructions/submission.ts';
import { textOfProviderCall } from '../../store/queries/provider-calls.ts';
import type { ProviderCallEntry, WorkRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { FailureCode, ProviderCallOutcome } from './enums/outcome.ts';

/** Fields that orders, refunds and settlements share as instructions. */

export const Failure = builder.objectRef<FailureValue>('Failure').implement({
  description: 'Why an order, refund or settlement failed.',
  fields: (t) => ({
    code: t.expose('code', {
      type: FailureCode,
      description: 'Decide by this: it is the same for all providers.',
    }),
    message: t.exposeString('message', {
      description: 'For people, in English. The text may change: decide by `code`.',
    }),
    providerCode: t.exposeString('providerCode', {
      nullable: true,
      description:
        "The provider's own code and text. Null where it gave none. Hidden from client tokens.",
    }),
    providerMessage: t.exposeString('providerMessage', {
      nullable: true,
      description:
        "The provider's text, in its language; null where it gave none. Hidden from client tokens.",
    }),
  }),
});

export function failureOf(
  work: { status: string } & Parameters<typeof whyFailed>[0],
): FailureValue | null {
  return work.status === 'FAILED' || work.status === 'REJECTED' ? whyFailed(work) : null;
}

type Unsettled = Pick<
  WorkRecord,
  'unknownSince' | 'needsAttention' | 'checks' | 'lastCheckAt' | 'checkAt' | 'updatedAt'
>;

export const Resolution = builder.objectRef<Unsettled>('Resolution').implement({
  description: 'How an unknown outcome is being settled, and whether a person has to look.',
  fields: (t) => ({
    since: t.field({
      type: 'DateTime',
      description: 'Since when the outcome is unknown or needs attention.',
      resolve: ({ unknownSince, updatedAt }) => unknownSince ?? updatedAt,
    }),
    checks: t.exposeInt('checks', {
      description: 'How often the provider was queried by plan since the status last changed.',
    }),
    lastCheckAt: t.expose('lastCheckAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the provider was last queried; null before the first query.',
    }),
    nextCheckAt: t.expose('checkAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the provider is queried next; null where nothing is planned. A refresh queries it at once.',
    }),
    needsAttention: t.exposeBoolean('needsAttention', {
      description: `A person has to look: the ladder of checks has run out (it never becomes FAILED by itself), or the provider reported
something that does not count (another amount, or money at an account that the order had left: see \`explanation\`), or
refunds exceed what there is.`,
    }),
  }),
});

export function resolutionOf<Work extends Unsettled & { status: string }>(work: Work): Work | null {
  return work.status === 'UNKNOWN' || work.needsAttention ? work : null;
}

export const ProviderCall = builder.objectRef<ProviderCallEntry>('ProviderCall').implement({
  description:
    'A request to a provider and its answer, as they were sent and received, with secrets and personal data masked.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `after`.' }),
    operation: t.exposeString('operation', {
      description:
        "The name of the call of the provider's API. It may take several calls to do one thing, such as one for an access token.",
    }),
    outcome: t.expose('outcome', {
      type: ProviderCallOutcome,
      description: 'Whether there was an answer that can be believed.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'Null where there was no answer.',
    }),
    durationMs: t.exposeInt('durationMs', { description: 'Milliseconds.' }),
    request: t.string({
      description:
        'Method, address, headers and body as text. Secrets and personal data are masked, and a long text is cut. Empty once it is no longer kept.',
      resolve: async ({ id, requestBytes }, _args, { deps, budget }) => {
        budget.spendBytes(requestBytes);
        return (await textOfProviderCall(deps.read, id, 'request')) ?? '';
      },
    }),
    response: t.string({
      nullable: true,
      description:
        'The body of the answer as text; null where there was none, or it is no longer kept. Masked and cut like the request.',
      resolve: ({ id, responseBytes }, _args, { deps, budget }) => {
        budget.spendBytes(responseBytes);
        return textOfProviderCall(deps.read, id, 'response');
      },
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the request was sent.' }),
    times: t.exposeInt('times', {
      description:
        'How many calls got this answer. Older ones that only repeat an answer are counted on the first with it.',
    }),
    lastAt: t.expose('lastAt', {
      type: 'DateTime',
      description: 'When the last of them was sent; the same as `at` where there is one.',
    }),
  }),
});
