import { logHeads, subjectsOfEvents } from '../store/queries/events.ts';
import type { Deps } from './deps.ts';

const batch = 500;

/**
 * Wakes the subscribers whose log has more events than they have read, so that nobody depends on notifications. If
 * nothing was written since the last sweep, it costs one read, however many subscribers there are.
 */
export function createReaderSweep({ read, notifier }: Pick<Deps, 'read' | 'notifier'>) {
  /** By merchant, the last event that was swept. */
  const swept = new Map<string, number>();

  async function sweepLog(merchantId: string, from: number, head: number): Promise<void> {
    notifier.sweep(merchantId, head);
    for (let after = from; after < head;) {
      const subjects = await subjectsOfEvents(read, merchantId, { after, until: head }, batch);
      for (const { seq, orderId, settlementId } of subjects) {
        if (orderId !== null) notifier.sweep(orderId, seq);
        if (settlementId !== null) notifier.sweep(settlementId, seq);
      }
      after = subjects.length < batch ? head : (subjects.at(-1)?.seq ?? head);
    }
  }

  return async (): Promise<void> => {
    const followed = notifier.merchants();
    for (const id of swept.keys()) if (!followed.includes(id)) swept.delete(id);
    if (followed.length === 0) return;
    for (const { id, last_seq: head } of await logHeads(read, followed)) {
      const from = swept.get(id);
      if (from === undefined) notifier.sweepAll(id, head);
      else if (from < head) await sweepLog(id, from, head);
      swept.set(id, head);
    }
  };
}
