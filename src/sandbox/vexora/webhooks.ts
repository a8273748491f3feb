import type { SandboxClock } from '../clock.ts';
import { mayReceiveWebhooks, post } from '../http.ts';
import type { Account, Deposit, Kind, Payout } from './books.ts';
import { callbackBody, forgedBody, staleBody } from './callbacks.ts';
import type { Forgery } from './callbacks.ts';

export interface SandboxEvent {
  eventId: string;
  kind: Kind;
  tradeNo: string;
  merchantNo: string;
  /** The address given with the request. */
  url: string;
  /** The exact bytes of every delivery (C7). */
  body: string;
  at: number;
  /** Sent so far, rightly signed; repetitions by hand included. */
  attempts: number;
  delivered: boolean;
}

export interface Delivery {
  kind: 'genuine' | 'stale' | 'forged';
  eventId: string;
  attempt: number;
  at: number;
  /** HTTP status of the answer; null where there was none, and `error` says why. */
  status: number | null;
  error: string | null;
  delivered: boolean;
}

interface KnownEvent extends SandboxEvent {
  account: Account;
}

/** Milliseconds before each of the 8 attempts (section 7). */
export const LADDER_MS: readonly number[] = [2, 5, 10, 30, 3_600, 10_800, 10_800, 10_800].map(
  (seconds) => seconds * 1000,
);
const TIMEOUT_MS = 10_000;
const DELIVERIES_KEPT = 20_000;

export class Webhooks {
  /** `hold` keeps first attempts and retries alike until `release`. */
  mode: 'deliver' | 'hold' = 'deliver';
  readonly #clock: SandboxClock;
  readonly #events = new Map<string, KnownEvent>();
  readonly #deliveries: Delivery[] = [];
  readonly #inFlight = new Set<Promise<Delivery>>();
  readonly #closing = new AbortController();
  #held: { event: KnownEvent; attempt: number }[] = [];
  #origin: string | null = null;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** Sends to this origin instead of the one that requests named: for a receiver that has moved. */
  redirect(origin: string | null): void {
    this.#origin = origin;
  }

  publish(account: Account, kind: Kind, subject: Deposit | Payout): void {
    const at = this.#clock.now();
    const { merchantNo } = account.credentials;
    const { tradeNo, notifyUrl: url } = subject;
    const eventId = `evt_${this.#events.size + 1}`;
    const body = callbackBody(account, subject, at);
    const fate = { attempts: 0, delivered: false };
    const event = { eventId, kind, tradeNo, merchantNo, url, body, at, ...fate, account };
    this.#events.set(eventId, event);
    if (this.mode === 'hold') this.#held.push({ event, attempt: 0 });
    else this.#plan(event, 0);
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
    for (const { event, attempt } of held) {
      for (let copy = 0; copy <= (options.duplicates ?? 0); copy += 1) {
        // Held events are released to come in a chosen order.
        // oxlint-disable-next-line no-await-in-loop
        await (copy === 0 ? this.#sendWithRetries(event, attempt) : this.#send(event));
      }
    }
  }

  /** Once more. Throws for an unknown event. */
  resend(eventId: string): Promise<Delivery> {
    return this.#send(this.#event(eventId));
  }

  /** A genuine event with a timestamp of the day before, rightly signed. Default: the latest. */
  stale(eventId?: string): Promise<Delivery> {
    const event = this.#event(eventId);
    const body = staleBody(event.account, event.body);
    return this.#send(event, { kind: 'stale', body });
  }

  /** An event that is not the provider's: by default the latest one under another key. */
  forge(
    options: {
      how?: Forgery | undefined;
      eventId?: string | undefined;
      body?: string | undefined;
    } = {},
  ): Promise<Delivery> {
    const event = this.#event(options.eventId);
    const { how = 'wrong-key', body = event.body } = options;
    return this.#send(event, { kind: 'forged', body: forgedBody(how, body) });
  }

  /** Resolves when no delivery is on its way. Attempts that wait for their time do not count. */
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

  #plan(event: KnownEvent, attempt: number): void {
    const wait = LADDER_MS[attempt];
    if (wait === undefined) return;
    this.#clock.schedule(this.#clock.now() + wait, () => this.#attempt(event, attempt));
  }

  #attempt(event: KnownEvent, attempt: number): void {
    if (event.delivered || this.#closing.signal.aborted) return;
    if (this.mode === 'hold') this.#held.push({ event, attempt });
    else void this.#sendWithRetries(event, attempt);
  }

  async #sendWithRetries(event: KnownEvent, attempt: number): Promise<void> {
    await this.#send(event, undefined, (delivered) => {
      if (!delivered) this.#plan(event, attempt + 1);
    });
  }

  /** One attempt; `then` is called before the delivery stops counting as on its way. */
  #send(
    event: KnownEvent,
    special?: { kind: Delivery['kind']; body: string },
    then?: (delivered: boolean) => void,
  ): Promise<Delivery> {
    const message = special ?? { kind: 'genuine' as const, body: event.body };
    const isGenuine = message.kind === 'genuine';
    if (isGenuine) event.attempts += 1;
    const sending = this.#deliver(event, message).then((delivery) => {
      if (isGenuine && delivery.delivered) event.delivered = true;
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

  async #deliver(
    event: KnownEvent,
    { kind, body }: { kind: Delivery['kind']; body: string },
  ): Promise<Delivery> {
    const at = this.#clock.now();
    const record = { kind, eventId: event.eventId, attempt: event.attempts, at };
    const late = new AbortController();
    const cancel = this.#clock.schedule(at + TIMEOUT_MS, () => late.abort());
    try {
      const url = this.#target(event.url);
      if (!mayReceiveWebhooks(url)) throw new Error(`not an https URL: ${url}`);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const signal = AbortSignal.any([late.signal, this.#closing.signal]);
      const answer = await post(url, headers, body, signal);
      const delivered = answer.status === 200 && answer.body === 'OK';
      return { ...record, status: answer.status, error: null, delivered };
    } catch (error) {
      const reason = late.signal.aborted ? 'timeout' : String(error);
      return { ...record, status: null, error: reason, delivered: false };
    } finally {
      cancel();
    }
  }

  #target(url: string): string {
    if (this.#origin === null || !URL.canParse(url)) return url;
    const { pathname, search } = new URL(url);
    return this.#origin + pathname + search;
  }
}

function publicView({ account: _account, ...event }: KnownEvent): SandboxEvent {
  return event;
}
