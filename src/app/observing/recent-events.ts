import type { NewEvent } from '../../domain/event.ts';
import type { Trace, Work } from '../../log/work.ts';

/** An event that was committed by this process a moment ago. */
export interface RecentEvent {
  order: string | null;
  /** On the clock of `performance`, in milliseconds. */
  committedAt: number;
  /** When the webhook that it came of arrived; null where it came of something else. */
  webhookAt: number | null;
  /** The span of its commit; null where it is not traced. */
  trace: Trace | null;
}

type Named = Pick<NewEvent, 'subjectId' | 'version' | 'type'>;

/** Events of this process that nobody was shown yet, so that it can be measured how long that takes. */
export interface RecentEvents {
  add(event: NewEvent, work: Work | undefined, trace: Trace | null): void;
  /** For the first subscriber who is shown it; null for all others, and where another process has written it. */
  take(event: Named): RecentEvent | null;
}

/** Those whom nobody follows are forgotten in their turn. */
const most = 4096;

const nameOf = ({ subjectId, version, type }: Named): string => `${subjectId} ${version} ${type}`;

export function createRecentEvents(): RecentEvents {
  const recent = new Map<string, RecentEvent>();
  return {
    add(event, work, trace) {
      if (recent.size >= most) recent.delete(recent.keys().next().value ?? '');
      const { orderId: order, cause } = event;
      const webhookAt = cause === 'WEBHOOK' ? (work?.startedAt ?? null) : null;
      recent.set(nameOf(event), { order, committedAt: performance.now(), webhookAt, trace });
    },
    take(event) {
      const name = nameOf(event);
      const found = recent.get(name) ?? null;
      if (found !== null) recent.delete(name);
      return found;
    },
  };
}
