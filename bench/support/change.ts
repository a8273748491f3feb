import { observe } from '../../src/domain/aggregates/observe.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { keysOfAll, reportedOf, sourceOf } from '../../src/operations/instructions/change.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import type { Change } from '../../src/store/aggregates/change.ts';

/**
 * One change with the observations that an account pushes about orders. Deciding it throws unless each changes its
 * order.
 */
export async function changeOf(
  deps: Deps,
  accountId: string,
  facts: readonly Omit<OrderObservation, 'subject' | 'occurredAt'>[],
): Promise<Change<void>> {
  const account = await accountById(deps.read, accountId);
  if (account === null) throw new Error(`no account ${accountId}`);
  const { merchantId } = account;
  const observations = facts.map((one): OrderObservation => ({
    subject: 'ORDER',
    occurredAt: null,
    ...one,
  }));
  return {
    keys: keysOfAll(observations, accountId),
    decide(set) {
      const source = sourceOf(deps, { merchantId, accountId }, 'WEBHOOK');
      for (const one of reportedOf(deps, observations)) {
        const effect = observe(set, source, one);
        if (effect !== 'CHANGED') throw new Error(effect);
      }
      return { result: undefined };
    },
  };
}
