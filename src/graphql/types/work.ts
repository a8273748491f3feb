import type { Failure as FailureValue } from '../../domain/observation.ts';
import { failureOf as whyFailed } from '../../domain/instructions/submission.ts';
import { textOfProviderCall } from '../../store/queries/provider-calls.ts';
import type { ProviderCallEntry, WorkRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { FailureCode, ProviderCallOutcome } from './enums/outcome.ts';

/** Fields that orders, refunds and settlements share as instructions. */

export const Failure = builder.objectRef<FailureValue>('Failure').implement({
  fields: (t) => ({
    code: t.expose('code', { type: FailureCode }),
    message: t.exposeString('message'),
    providerCode: t.exposeString('providerCode', {
      nullable: true,
      description: "The provider's own code and text.",
    }),
    providerMessage: t.exposeString('providerMessage', { nullable: true }),
  }),
});

export function failureOf(
  work: { status: string } & Parameters<typeof whyFailed>[0],
): FailureValue | null {
  return work.status === 'FAILED' || work.status === 'REJECTED' ? whyFailed(work) : null;
}

export const Resolution = builder.objectRef<WorkRecord>('Resolution').implement({
  description: 'How an unknown outcome is being settled, and whether a person has to look.',
  fields: (t) => ({
    since: t.field({
      type: 'DateTime',
      resolve: ({ unknownSince, updatedAt }) => unknownSince ?? updatedAt,
    }),
    checks: t.exposeInt('checks'),
    lastCheckAt: t.expose('lastCheckAt', { type: 'DateTime', nullable: true }),
    nextCheckAt: t.expose('checkAt', { type: 'DateTime', nullable: true }),
    needsAttention: t.exposeBoolean('needsAttention', {
      description: `A person has to look: the ladder of checks has run out (it never becomes FAILED by itself), or the provider reported
something that does not count (another amount, or money at an account that the order had left: see \`explanation\`), or
refunds exceed what there is.`,
    }),
  }),
});

export function resolutionOf<Work extends WorkRecord & { status: string }>(
  work: Work,
): Work | null {
  return work.status === 'UNKNOWN' || work.needsAttention ? work : null;
}

export const ProviderCall = builder.objectRef<ProviderCallEntry>('ProviderCall').implement({
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `after`.' }),
    operation: t.exposeString('operation'),
    outcome: t.expose('outcome', { type: ProviderCallOutcome }),
    httpStatus: t.exposeInt('httpStatus', { nullable: true }),
    durationMs: t.exposeInt('durationMs', { description: 'Milliseconds.' }),
    request: t.string({
      resolve: async ({ id, requestBytes }, _args, { deps, budget }) => {
        budget.spendBytes(requestBytes);
        return (await textOfProviderCall(deps.read, id, 'request')) ?? '';
      },
    }),
    response: t.string({
      nullable: true,
      resolve: ({ id, responseBytes }, _args, { deps, budget }) => {
        budget.spendBytes(responseBytes);
        return textOfProviderCall(deps.read, id, 'response');
      },
    }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});
