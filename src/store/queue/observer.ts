import type { OtherMoney } from '../../domain/aggregates/transition.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { Work } from '../../log/work.ts';
import type { Decisions } from '../aggregates/group.ts';
import type { OutageObserver } from '../outage.ts';
import type { ItemChange } from '../sql.ts';
import type { Waiting } from './line.ts';
import type { Report } from './report.ts';

export interface QueueObserver extends OutageObserver {
  /** A group of so many changes was committed, in so many milliseconds. */
  wrote(changes: number, ms: number): void;
  /** The committed events of a change. `work`: what it was made for. `ms`: since it was handed in. */
  recorded(events: readonly NewEvent[], work: Work | undefined, ms: number): void;
  /** A write that was to be retried could not be written in the end. */
  lost(error: unknown): void;
  /** Who listens to commits, or observes them, has failed. What was written stays. */
  unobserved(error: unknown): void;
  /** A message names another amount or currency than was requested. It is stored as evidence. */
  otherMoney(warning: OtherMoney): void;
  /** Something needs a person from now on, or no more. */
  attention(change: ItemChange): void;
}

export const nobody: QueueObserver = {
  began: () => undefined,
  ended: () => undefined,
  lost: () => undefined,
  unobserved: () => undefined,
  wrote: () => undefined,
  recorded: () => undefined,
  otherMoney: () => undefined,
  attention: () => undefined,
};

/** Tells of a group that was committed in so many milliseconds. */
export function observeCommit(
  observer: QueueObserver,
  group: readonly Waiting[],
  { settled, warnings }: Decisions,
  { attention }: Report,
  ms: number,
): void {
  const now = performance.now();
  for (const [at, { work, since }] of group.entries()) {
    const one = settled[at];
    const events = one === undefined || 'error' in one ? [] : (one.events ?? []);
    if (events.length > 0) observer.recorded(events, work, now - since);
  }
  observer.wrote(group.length, ms);
  for (const warning of warnings) observer.otherMoney(warning);
  for (const change of attention) observer.attention(change);
}
