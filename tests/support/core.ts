import { observe } from '../../src/domain/aggregates/observe.ts';
import type { Effect } from '../../src/domain/aggregates/source.ts';
import type { Source } from '../../src/domain/aggregates/source.ts';
import { addRefund } from '../../src/domain/aggregates/refund.ts';
import type { Refund } from '../../src/domain/aggregates/aggregate.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { keysOfAll, reportedOf, sourceOf } from '../../src/operations/instructions/change.ts';
import type { Change } from '../../src/store/aggregates/change.ts';
import { runGroup } from '../../src/store/aggregates/group.ts';
import type { Queue, Unit } from '../../src/store/commit.ts';
import { createAscendingIds } from '../../src/store/aggregates/ascending-ids.ts';
import { onPostgres } from './own-database.ts';
import type { Tx } from '../../src/store/sql.ts';

// Changes of the core, made without the checks that usually precede them.

/** An observation that the account `acc_1` of `mer_1` pushes, with the polling time of any other. */
export const pushedAt = (now: number): Source => ({
  merchantId: 'mer_1',
  accountId: 'acc_1',
  cause: 'WEBHOOK',
  now,
  deliveryId: null,
  callId: null,
  steadySince: 0,
  pollingOf: () => ({}),
});

/** Records what `source` reports, one observation after the other; returns their results. */
export function observing(
  deps: Deps,
  source: Source,
  observations: readonly Observation[],
): Change<Effect[]> {
  const all = reportedOf(deps, observations);
  return {
    keys: keysOfAll(observations, source.accountId),
    decide: (set) => ({ result: all.map((one) => observe(set, source, one)) }),
  };
}

/** Adds a refund of our own without the checks that usually precede it. */
export function adding(deps: Deps, refund: Refund): Change<void> {
  const { orderId: id } = refund;
  return {
    keys: [{ kind: 'ORDER', id, whole: true }],
    decide(set) {
      const order = set.wholeOrder({ id });
      if (order === null) throw new Error(`no order ${id}`);
      set.apply(addRefund(order, refund, sourceOf(deps, refund, 'MUTATION')));
      return { result: undefined };
    },
  };
}

/** A change that decides nothing and writes the given unit. */
export const writing = (also: Unit<unknown>): Change<void> => ({
  keys: [],
  decide: () => ({ result: undefined, writes: { also: async (tx) => void (await also(tx)) } }),
});

const ids = createAscendingIds(!onPostgres);

/** Runs a change in an open transaction, as the queue does in a transaction of its own. */
export async function changeIn<T>(tx: Tx, change: Change<T>): Promise<T> {
  const { settled } = await runGroup(tx, ids, [change], () => undefined);
  const [how] = settled;
  if (how === undefined || 'error' in how) throw how?.error;
  return how.value as T;
}

/** The same queue, but `before` runs right before each write is handed in. Writes are counted from one. */
export function intercepted(queue: Queue, before: (nth: number) => unknown): Queue {
  let count = 0;
  const next = async (): Promise<void> => {
    count += 1;
    await before(count);
  };
  return {
    get isWritable() {
      return queue.isWritable;
    },
    ready: () => queue.ready(),
    scrub: () => queue.scrub(),
    commit: (unit) => next().then(() => queue.commit(unit)),
    change: (change) => next().then(() => queue.change(change)),
    persist: (change) => next().then(() => queue.persist(change)),
    withEntities: (work) => queue.withEntities(work),
  };
}
