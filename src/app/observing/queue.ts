import type { NewEvent } from '../../domain/event.ts';
import { printAmount } from '../../domain/money.ts';
import type { Metrics } from '../../http/metrics/metrics.ts';
import { concern, doing } from '../../log/work.ts';
import type { Log } from '../../operations/deps.ts';
import type { QueueObserver } from '../../store/queue/observer.ts';
import { named } from './named.ts';
import type { Observing } from './observing.ts';

/**
 * Logs each event, and whatever else comes of a commit. An outage is logged once at its beginning and once at its end,
 * not for each failed write.
 */
export const queueObserverOf = (
  log: Log,
  { metrics, recent, tracing }: Pick<Observing, 'recent' | 'tracing'> & { metrics: () => Metrics },
): QueueObserver => ({
  began: (error) => log.error({ err: error }, 'nothing can be written; reading goes on'),
  ended: (milliseconds) => log.info({ milliseconds }, 'everything can be written again'),
  lost: (error) => log.error({ err: error }, 'what became of a call was not written'),
  unobserved: (error) => log.error({ err: error }, 'what was written could not be reported'),
  wrote(changes, ms) {
    metrics().writeGroup.observe(changes);
    metrics().writeGroupSeconds.observe(ms / 1000);
  },
  recorded(events, work, ms) {
    for (const { orderId, settlementId } of events) concern(work, orderId ?? settlementId);
    const parent = work?.trace ?? null;
    const commit = parent && tracing.step(parent, { ...stepOf(events), ms });
    const logAll = (): void => {
      for (const event of events) {
        recent.add(event, work, commit);
        metrics().events.inc({ type: event.type });
        logEvent(log, event);
      }
    };
    if (work === undefined) logAll();
    else doing(work, logAll);
  },
  otherMoney: ({ subject, requested }) =>
    log.warn(
      { subject, asked: printAmount(requested) },
      'a message names another amount than was asked for; it does not count',
    ),
  attention({ item: { reason, merchantId, accountId, subjectId }, isRaised }) {
    const details = { reason, subject: subjectId, account: accountId, merchant: merchantId };
    metrics().attention.inc({ reason, change: isRaised ? 'raised' : 'ended' });
    if (isRaised) log.warn(details, 'something needs a person');
    else log.info(details, 'something needs a person no more');
  },
});

/** The commit of what one change wrote. */
function stepOf(events: readonly NewEvent[]) {
  const [first] = events;
  const about = first === undefined ? {} : named({ ...first, id: first.subjectId });
  const details = { ...about, type: first?.type, from: first?.from, to: first?.to };
  return { name: 'commit', kind: 'INTERNAL', details } as const;
}

function logEvent(log: Log, event: NewEvent): void {
  const { type, subjectId, orderId, settlementId, merchantId, version, from, to, cause } = event;
  log.info(
    {
      type,
      from,
      to,
      ...named({ id: subjectId, orderId, settlementId }),
      version,
      cause,
      delivery: event.deliveryId,
      merchant: merchantId,
    },
    'event',
  );
}

/** A thread that died: another one begins by itself, so this is no outage. */
export const checkpointObserverOf =
  (log: Log) =>
  (error: unknown): void =>
    log.warn(
      { err: error },
      'the thread that moves the log of SQLite to its file has ended; commits do its work until another one does',
    );
