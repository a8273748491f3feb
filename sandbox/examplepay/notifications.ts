import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../double/clock.ts';
import { Outbox } from '../double/webhooks/outbox.ts';
import type { OutboxDelivery, OutboxEvent } from '../double/webhooks/outbox.ts';
import type { Account, NewNotification } from './books.ts';
import type { Addressed, Forgery } from './messages.ts';
import { acknowledges, forgedMessage, genuineMessage, staleMessage } from './messages.ts';

interface Notification extends OutboxEvent {
  eventType: NewNotification['eventType'];
  account: Account;
  /** The provider's number of the payment or payout. */
  number: string;
  appId: string;
  url: string;
  /** Whether the first message has a wrong signature (`.08`). */
  badlySigned: boolean;
}

/** Milliseconds until each of the five retries (docs/providers/examplepay.md#delivery-of-notifications). */
export const RETRY_LADDER_MS: readonly number[] = [15, 60, 300, 1_800, 7_200].map(
  (seconds) => seconds * 1000,
);
const TIMEOUT_MS = 10_000;

export class Notifications extends Outbox<Notification> {
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    super(clock, {
      ladderMs: RETRY_LADDER_MS,
      timeoutMs: TIMEOUT_MS,
      addressOf: ({ url }) => url,
      sign: (event) =>
        event.badlySigned && event.attempts === 0
          ? forgedMessage('wrong-secret', addressed(event), clock.now())
          : genuineMessage(addressed(event), clock.now()),
      acknowledges: ({ status, body }) => status === 200 && acknowledges(body),
      rewritten: (event, body) => ({ ...event, body, badlySigned: false }),
    });
    this.#clock = clock;
  }

  publish({ eventType, account, number, url, data, outcome }: NewNotification): void {
    const event: Notification = {
      eventId: `evt_${randomBytes(6).toString('hex')}`,
      eventType,
      account,
      number,
      appId: account.credentials.appId,
      url,
      body: JSON.stringify({ code: 'OK', errorMessage: null, data }),
      at: this.#clock.now(),
      attempts: 0,
      delivered: false,
      badlySigned: outcome === 'NOTIFIED_BADLY',
    };
    if (outcome === 'NOT_NOTIFIED') return this.record(event);
    this.dispatch(event);
    if (outcome !== 'NOTIFIED_THRICE' || this.mode === 'hold') return;
    void this.send(event);
    void this.send(event);
  }

  /** Sends a genuine event, by default the latest, correctly signed with a timestamp outside the window. */
  stale(eventId?: string): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    return this.send(event, staleMessage(addressed(event), this.#clock.now()));
  }

  /** Sends a forged notification: by default the latest one, signed with another secret. */
  forge(
    options: {
      how?: Forgery | undefined;
      eventId?: string | undefined;
      body?: string | undefined;
    } = {},
  ): Promise<OutboxDelivery> {
    const event = this.find(options.eventId);
    const { how = 'wrong-secret', body = event.body } = options;
    const forged = forgedMessage(how, { ...addressed(event), body }, this.#clock.now());
    return this.send(event, forged);
  }
}

function addressed({ account, url, body }: Notification): Addressed {
  return { keys: account.credentials, url, body };
}
