import { changeRefund } from '../../domain/aggregates/refund.ts';
import { failure } from '../../domain/evidence.ts';
import { payoutAttention } from '../../domain/payout.ts';
import type { Queue } from '../../store/commit.ts';

export type RefundEnd = 'SUCCEEDED' | 'FAILED';

const failed = failure('OTHER', 'A person found in the records of the provider that it failed.');

/**
 * Writes how a refund has ended that a person has compared, because what the provider says may be about another one
 * (docs/rules.md#refunds-that-a-restore-has-lost). False where the refund does not wait for that.
 */
export function endRefund(
  { queue, now }: { queue: Pick<Queue, 'change'>; now: () => number },
  id: string,
  status: RefundEnd,
): Promise<boolean> {
  return queue.change({
    keys: [{ kind: 'REFUND', id }],
    decide(set) {
      const found = set.refund({ id });
      if (found === null) return { result: false };
      const { aggregate, refund } = found;
      const attention = payoutAttention(refund.evidence, refund.status);
      if (!attention.includes('MAY_BE_OF_ANOTHER')) return { result: false };
      const { providerReference } = refund;
      const about = { subject: 'REFUND', providerReference, occurredAt: null } as const;
      const fact = { ...about, status, ...(status === 'FAILED' ? { failure: failed } : {}) };
      const context = { cause: 'MUTATION', now: now(), deliveryId: null, callId: null } as const;
      const source = { ...context, steadySince: 0, pollingOf: () => ({}) };
      set.apply(changeRefund(aggregate, refund, { facts: [fact] }, source));
      return { result: true };
    },
  });
}
