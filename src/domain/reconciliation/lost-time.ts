import { NotReconciledError } from '../errors.ts';
import type { SweepPlan } from './schedule.ts';

/** An account, which may be one of a restored installation. */
export interface Restored {
  /**
   * Epoch milliseconds. What was done with the account from then on until the backup was restored may be known to the
   * provider alone. Null once it is reconciled, and where nothing was restored.
   */
  lostFrom: number | null;
  /** Until when that may have been done. It stays. Null where nothing was restored. */
  lostUntil: number | null;
}

/**
 * Throws NotReconciledError where one of the accounts may have been used for the same already
 * (docs/rules.md#after-a-restore).
 */
export function assertReconciled(accounts: readonly Held[]): void {
  if (accounts.some(isHeld)) throw new NotReconciledError();
}

type Held = Pick<Restored, 'lostFrom'>;

export const isHeld = ({ lostFrom }: Held): boolean => lostFrom !== null;

/** Backups end a moment after the newest thing in them, and clocks differ. Milliseconds. */
const marginMs = 5 * 60_000;

/** `newestAt`: of all that is in the backup; null where there is nothing. Epoch milliseconds. */
export const lostSince = (newestAt: number | null, createdAt: number): number =>
  Math.max(createdAt, (newestAt ?? 0) - marginMs);

/** What was sent last may take effect, and be dated, a little after the restore. */
export const lostUpTo = (restoredAt: number): number => restoredAt + marginMs;

/** Compares all that was made since then, whatever became of it. */
export const planOfLostTime = (lostFrom: number, now: number): SweepPlan => ({
  isDeep: false,
  isQuerying: false,
  listed: { from: lostFrom, to: now },
  queried: [{ from: lostFrom, to: now }],
});
