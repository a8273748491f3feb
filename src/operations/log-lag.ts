import { logHeads } from '../store/queries/events.ts';
import type { Deps } from './deps.ts';

/** Events that the subscriber of a merchant's whole log who is furthest behind has not read. */
export async function countLogLag({
  read,
  notifier,
}: Pick<Deps, 'read' | 'notifier'>): Promise<number> {
  const followed = notifier.merchants();
  if (followed.length === 0) return 0;
  const heads = await logHeads(read, followed);
  return Math.max(0, ...heads.map(({ id, last_seq: head }) => notifier.lag(id, head)));
}
