import { printAmount } from '../domain/money.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Log, Measure } from '../operations/deps.ts';
import type { QueueObserver } from '../store/queue/observer.ts';

/** Logs an outage once at its beginning and once at its end, not for each failed write. */
export const queueObserverOf = (log: Log, metrics: () => Metrics): QueueObserver => ({
  began: (error) => log.error({ err: error }, 'nothing can be written; reading goes on'),
  ended: (milliseconds) => log.info({ milliseconds }, 'everything can be written again'),
  lost: (error) => log.error({ err: error }, 'what became of a call was not written'),
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

/** A thread that died: another one begins by itself, so this is no outage. */
export const checkpointObserverOf =
  (log: Log) =>
  (error: unknown): void =>
    log.warn(
      { err: error },
      'the thread that moves the log of SQLite to its file has ended; commits do its work until another one does',
    );

/** Counts in metrics what operations measure. */
export function measureWith(metrics: Metrics): Measure {
  return {
    webhook: (provider, result) => metrics.webhooks.inc({ provider, result }),
    providerCall: (provider, operation, outcome) =>
      metrics.providerCalls.inc({ provider, operation, outcome }),
    eventDelivery: (result) => metrics.eventDeliveries.inc({ result: result.toLowerCase() }),
    reconciliationFinding: (provider, kind) =>
      metrics.reconciliationFindings.inc({ provider, kind }),
  };
}
