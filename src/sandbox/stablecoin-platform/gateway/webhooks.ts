import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import { mayReceiveWebhooks, post } from '../../http.ts';
import type { Account, EventType } from '../books.ts';
import type { Brand } from '../brands.ts';
import type { Forgery, WebhookMessage } from './webhook-messages.ts';
import { acknowledges, forgedMessage, genuineMessage, staleMessage } from './webhook-messages.ts';

export interface SandboxEvent {
  eventId: string;
  eventType: EventType;
  apiKey: string;
  /** The exact bytes of every delivery. */
  body: string;
  at: number;
  /** Sent so far, rightly signed; repetitions by hand included. */
  attempts: number;
  delivered: boolean;
}

export interface Delivery {
  kind: WebhookMessage['kind'];
  eventId: string;
  eventType: string;
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

interface HeldEvent {
  event: KnownEvent;
  /** How many retries there have been. */
  retries: number;
}

/** Milliseconds until each of the 14 retries (section 9.5). */
export const RETRY_LADDER_MS: readonly number[] = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
].map((seconds) => seconds * 1000);
const TIMEOUT_MS = 15_000;
const DELIVERIES_KEPT = 20_000;

export class Webhooks {
  /** `hold` keeps first attempts and retries alike until `release`. */
  mode: 'deliver' | 'hold' = 'deliver';
  readonly #brand: Brand;
  readonly #clock: SandboxClock;
  readonly #strict: boolean;
  readonly #events = new Map<string, KnownEvent>();
  readonly #deliveries: Delivery[] = [];
  readonly #inFlight = new Set<Promise<Delivery>>();
  readonly #closing = new AbortController();
  #held: HeldEvent[] = [];

  constructor(brand: Brand, clock: SandboxClock, strict: boolean) {
    this.#brand = brand;
    this.#clock = clock;
    this.#strict = strict;
  }

  publish(account: Account, eventType: EventType, data: unknown): void {
    const at = this.#clock.now();
    const eventId = `evt_${randomBytes(6).toString('hex')}`;
    const timestamp = Math.floor(at / 1000);
    const body = JSON.stringify({ eventId, eventType, timestamp, data });
    const { apiKey } = account.credentials;
    const fate = { attempts: 0, delivered: false };
    const event: KnownEvent = { eventId, eventType, apiKey, body, at, ...fate, account };
    this.#events.set(eventId, event);
    if (account.webhookUrl !== null) this.#attempt(event, 0);
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

  /** A genuine event under a TIMESTAMP outside the window, rightly signed. Default: the latest. */
  stale(eventId?: string): Promise<Delivery> {
    const event = this.#event(eventId);
    return this.#send(event, staleMessage(event.account.key, this.#clock.now(), event.body));
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
    const { key, webhookUrl } = event.account;
    const forged = forgedMessage(how, key, webhookUrl ?? '', this.#clock.now(), body);
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
    await this.#send(event, undefined, (delivered) => {
      const wait = RETRY_LADDER_MS[retries];
      if (delivered || wait === undefined) return;
      const again = (): void => this.#attempt(event, retries + 1);
      this.#clock.schedule(this.#clock.now() + wait, again);
    });
  }

  /** One attempt; `then` is called before the delivery stops counting as on its way. */
  #send(
    event: KnownEvent,
    special?: WebhookMessage,
    then?: (delivered: boolean) => void,
  ): Promise<Delivery> {
    const now = this.#clock.now();
    const message = special ?? genuineMessage(event.account.key, now, event.body);
    if (message.kind === 'genuine') event.attempts += 1;
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

  async #deliver(event: KnownEvent, message: WebhookMessage, at: number): Promise<Delivery> {
    const { eventId, eventType, account, attempts: attempt } = event;
    const { kind, body, timestamp, signature } = message;
    const record = { kind, eventId, eventType, attempt, at };
    const late = new AbortController();
    const cancel = this.#clock.schedule(at + TIMEOUT_MS, () => late.abort());
    try {
      const url = account.webhookUrl ?? '';
      if (!mayReceiveWebhooks(url)) throw new Error(`not an https URL: ${url}`);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        TIMESTAMP: timestamp,
        ...(signature === null ? {} : { SIGNATURE: signature }),
      };
      const signal = AbortSignal.any([late.signal, this.#closing.signal]);
      const answer = await post(url, headers, body, signal);
      const integerOnly = this.#brand.acknowledgedByInteger && this.#strict;
      const delivered = answer.status === 200 && acknowledges(answer.body, integerOnly);
      return { ...record, status: answer.status, error: null, delivered };
    } catch (error) {
      const reason = late.signal.aborted ? 'timeout' : String(error);
      return { ...record, status: null, error: reason, delivered: false };
    } finally {
      cancel();
    }
  }
}

function publicView({ account: _account, ...event }: KnownEvent): SandboxEvent {
  return event;
}
