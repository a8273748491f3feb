import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { mayReceiveWebhooks, post } from '../http.ts';
import type { Account, News } from './books.ts';
import type { Forgery, NotificationMessage } from './messages.ts';
import { acknowledges, forgedMessage, genuineMessage, staleMessage } from './messages.ts';

export interface SandboxEvent {
  eventId: string;
  /** The platform's number of the payment or payout. */
  number: string;
  appId: string;
  url: string;
  /** The exact bytes of every delivery. */
  body: string;
  at: number;
  /** Sent so far; repetitions by hand and badly signed ones included. */
  attempts: number;
  delivered: boolean;
}

export interface Delivery {
  kind: NotificationMessage['kind'];
  eventId: string;
  number: string;
  attempt: number;
  at: number;
  /** HTTP status of the answer; null where there was none, and `error` says why. */
  status: number | null;
  error: string | null;
  delivered: boolean;
}

interface KnownEvent extends SandboxEvent {
  account: Account;
  /** The next message is badly signed (`.08`). */
  spoilt: boolean;
}

interface HeldEvent {
  event: KnownEvent;
  /** How many retries there have been. */
  retries: number;
}

/** Milliseconds until each of the five retries (section 7.2). */
export const RETRY_LADDER_MS: readonly number[] = [15, 60, 300, 1_800, 7_200].map(
  (seconds) => seconds * 1000,
);
const TIMEOUT_MS = 10_000;
const DELIVERIES_KEPT = 20_000;

export class Notifications {
  /** `hold` keeps first attempts and retries alike until `release`. */
  mode: 'deliver' | 'hold' = 'deliver';
  readonly #clock: SandboxClock;
  readonly #events = new Map<string, KnownEvent>();
  readonly #deliveries: Delivery[] = [];
  readonly #inFlight = new Set<Promise<Delivery>>();
  readonly #closing = new AbortController();
  #held: HeldEvent[] = [];

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  publish({ account, number, url, data, outcome }: News): void {
    const event: KnownEvent = {
      eventId: `evt_${randomBytes(6).toString('hex')}`,
      number,
      appId: account.credentials.appId,
      url,
      body: JSON.stringify({ code: 'OK', errorMessage: null, data }),
      at: this.#clock.now(),
      attempts: 0,
      delivered: false,
      account,
      spoilt: outcome === 'NOTIFIED_BADLY',
    };
    this.#events.set(event.eventId, event);
    if (outcome === 'NOT_NOTIFIED') return;
    this.#attempt(event, 0);
    if (outcome !== 'NOTIFIED_THRICE' || this.mode === 'hold') return;
    void this.#send(event);
    void this.#send(event);
  }

  /** Every event there ever was, delivered or not, oldest first. */
  events(): SandboxEvent[] {
    return [...this.#events.values()].map(publicView);
  }

  held(): SandboxEvent[] {
    return this.#held.map(({ event }) => publicView(event));
  }

  deliveries(): Delivery[] {
    return this.#deliveries.map((delivery) => ({ ...delivery }));
  }

  /** Sends what is held, one after the other; each event `duplicates` times more (default 0). */
  async release(
    options: { order?: 'as-is' | 'reversed' | undefined; duplicates?: number | undefined } = {},
  ): Promise<void> {
    const held = options.order === 'reversed' ? this.#held.toReversed() : this.#held;
    this.#held = [];
    for (const { event, retries } of held) {
      for (let copy = 0; copy <= (options.duplicates ?? 0); copy += 1) {
        // Held events are released to come in a chosen order.
        // oxlint-disable-next-line no-await-in-loop
        await (copy === 0 ? this.#sendWithRetries(event, retries) : this.#send(event));
      }
    }
  }

  /** Once more, rightly signed. Throws for an unknown event. */
  resend(eventId: string): Promise<Delivery> {
    return this.#send(this.#event(eventId));
  }

  /** A genuine event under a timestamp outside the window, rightly signed. Default: the latest. */
  stale(eventId?: string): Promise<Delivery> {
    const event = this.#event(eventId);
    return this.#send(event, staleMessage(addressed(event), this.#clock.now()));
  }

  /** A notification that is not the provider's: by default the latest one under another secret. */
  forge(
    options: {
      how?: Forgery | undefined;
      eventId?: string | undefined;
      body?: string | undefined;
    } = {},
  ): Promise<Delivery> {
    const event = this.#event(options.eventId);
    const { how = 'wrong-secret', body = event.body } = options;
    const forged = forgedMessage(how, { ...addressed(event), body }, this.#clock.now());
    return this.#send(event, forged);
  }

  /** Resolves when no delivery is on its way. Retries that wait for their time do not count. */
  async idle(): Promise<void> {
    while (this.#inFlight.size > 0) {
      // A delivery may have caused another by the time it ends.
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(this.#inFlight);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  #event(eventId: string | undefined): KnownEvent {
    const event =
      eventId === undefined ? [...this.#events.values()].at(-1) : this.#events.get(eventId);
    if (event === undefined) throw new Error(`no such event: ${eventId ?? 'none yet'}`);
    return event;
  }

  #attempt(event: KnownEvent, retries: number): void {
    if (event.delivered || this.#closing.signal.aborted) return;
    if (this.mode === 'hold') this.#held.push({ event, retries });
    else void this.#sendWithRetries(event, retries);
  }

  async #sendWithRetries(event: KnownEvent, retries: number): Promise<void> {
    await this.#send(event, this.#spoilt(event), (delivered) => {
      const wait = RETRY_LADDER_MS[retries];
      if (delivered || wait === undefined) return;
      this.#clock.schedule(this.#clock.now() + wait, () => this.#attempt(event, retries + 1));
    });
  }

  #spoilt(event: KnownEvent): NotificationMessage | undefined {
    if (!event.spoilt) return undefined;
    event.spoilt = false;
    return forgedMessage('wrong-secret', addressed(event), this.#clock.now());
  }

  /** One attempt; `then` is called before the delivery stops counting as on its way. */
  #send(
    event: KnownEvent,
    special?: NotificationMessage,
    then?: (delivered: boolean) => void,
  ): Promise<Delivery> {
    const now = this.#clock.now();
    const message = special ?? genuineMessage(addressed(event), now);
    event.attempts += 1;
    const sending = this.#deliver(event, message, now).then((delivery) => {
      if (message.kind === 'genuine' && delivery.delivered) event.delivered = true;
      this.#deliveries.push(delivery);
      if (this.#deliveries.length > DELIVERIES_KEPT) {
        this.#deliveries.splice(0, DELIVERIES_KEPT / 2);
      }
      then?.(delivery.delivered);
      return delivery;
    });
    this.#inFlight.add(sending);
    void sending.finally(() => this.#inFlight.delete(sending));
    this.#clock.track(sending);
    return sending;
  }

  async #deliver(event: KnownEvent, message: NotificationMessage, at: number): Promise<Delivery> {
    const { eventId, number, url, attempts: attempt } = event;
    const { kind, body, authorization } = message;
    const record = { kind, eventId, number, attempt, at };
    const late = new AbortController();
    const cancel = this.#clock.schedule(at + TIMEOUT_MS, () => late.abort());
    try {
      if (!mayReceiveWebhooks(url)) throw new Error(`not an https URL: ${url}`);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'ExamplePay-Notify/1.0',
        ...(authorization === null ? {} : { authorization }),
      };
      const signal = AbortSignal.any([late.signal, this.#closing.signal]);
      const answer = await post(url, headers, body, signal);
      const delivered = answer.status === 200 && acknowledges(answer.body);
      return { ...record, status: answer.status, error: null, delivered };
    } catch (error) {
      const reason = late.signal.aborted ? 'timeout' : String(error);
      return { ...record, status: null, error: reason, delivered: false };
    } finally {
      cancel();
    }
  }
}

function addressed({ account, url, body }: KnownEvent) {
  return { keys: account.credentials, url, body };
}

function publicView({ account: _account, spoilt: _spoilt, ...event }: KnownEvent): SandboxEvent {
  return event;
}
