import { logHeads } from '../store/queries/events.ts';
import type { Deps } from './deps.ts';

/** Wakes those who follow a log and have read less of it than there is: nobody depends on the doorbell. */
export async function sweepReaders({ read, live }: Pick<Deps, 'read' | 'live'>): Promise<void> {
  const followed = live.merchants();
  if (followed.length === 0) return;
  const heads = await logHeads(read, followed);
  live.sweep(new Map(heads.map(({ id, last_seq: seq }) => [id, seq])));
}
