import type { Log } from '../../operations/deps.ts';
import type { ReceiverObserver } from '../../tracing/tracing.ts';

export const receiverObserverOf = (log: Log): ReceiverObserver => ({
  away: (error) => log.warn({ err: error }, 'traces are not received; they are dropped'),
  back: () => log.info({}, 'traces are received again'),
});
