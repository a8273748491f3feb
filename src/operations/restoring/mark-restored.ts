import { lostSince, lostUpTo } from '../../domain/reconciliation/lost-time.ts';
import type { Queue } from '../../store/commit.ts';
import { newestEventAt } from '../../store/queries/events.ts';
import {
  holdAccount,
  releaseAccount,
  replaceTimeline,
} from '../../store/queries/operators/restoring.ts';
import { pagesOf } from '../../store/queries/operators/rows.ts';

export interface RestoreDeps {
  queue: Pick<Queue, 'commit'>;
  now: () => number;
  newTimeline: () => string;
}

export interface Restored {
  merchants: number;
  /** Accounts with which nothing is sent before they are reconciled. */
  accounts: number;
  /** Epoch milliseconds: what was done since then may be lost; null where there is no account. */
  lostFrom: number | null;
  now: number;
}

const atOnce = 200;

/**
 * Prepares a database that was restored from a backup, before anything begins to use it. Each log gets a new timeline,
 * and each account waits for a reconciliation of what may be lost. It may be done again: the earlier time stays.
 */
export function markRestored({ queue, now, newTimeline }: RestoreDeps): Promise<Restored> {
  return queue.commit(async (tx) => {
    const restored: Restored = { merchants: 0, accounts: 0, lostFrom: null, now: now() };
    for await (const merchants of pagesOf(tx, 'merchants', atOnce)) {
      restored.merchants += merchants.length;
      for (const { id } of merchants) await replaceTimeline(tx, id, newTimeline());
    }
    const newestAt = await newestEventAt(tx);
    for await (const accounts of pagesOf(tx, 'provider_accounts', atOnce)) {
      restored.accounts += accounts.length;
      for (const { id, created_at: createdAt, lost_from: before } of accounts) {
        const from = before ?? lostSince(newestAt, createdAt);
        restored.lostFrom = Math.min(restored.lostFrom ?? from, from);
        await holdAccount(tx, id, { from, until: lostUpTo(restored.now), now: restored.now });
      }
    }
    return restored;
  });
}

/** For an account that cannot be reconciled to the end, once a person has compared it. False where it is not held. */
export const release = ({ queue }: Pick<RestoreDeps, 'queue'>, id: string): Promise<boolean> =>
  queue.commit((tx) => releaseAccount(tx, id));
