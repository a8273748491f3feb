import type { SandboxClock } from '../clock.ts';
import { mayReceiveWebhooks, post } from '../http/http.ts';
import type { PostReply } from '../http/http.ts';

/** A webhook event for one merchant. Its content is the same at every attempt. */
export interface OutboxEvent {
  eventId: string;
  eventType: string;
  /** The merchant's account, with its secrets. Views leave it out. */
  account: object;
  body: string;
  /** Epoch milliseconds. */
  at: number;
  /** How often it was sent, with repetitions by hand, without forged and stale ones. */
  attempts: number;
  delivered: boolean;
}

export interface OutboxMessage {
  kind: 'genuine' | 'stale' | 'forged';
  /** Headers in addition to content-type and content-length. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface OutboxDelivery {
  kind: OutboxMessage['kind'];
  eventId: string;
  eventType: string;
  attempt: number;
  at: number;
  /** HTTP status of the answer. Null where there was none; then `error` has the reason. */
  status: number | null;
  error: string | null;
  delivered: boolean;
}

/** How the webhooks of one provider differ from those of others. */
export interface OutboxRules<Event extends OutboxEvent> {
  /** Milliseconds until the first attempt; default 0. */
  firstAfterMs?: number | undefined;
  /** Milliseconds until each retry. */
  ladderMs: readonly number[];
  timeoutMs: number;
  /** The address, read at each attempt. Null where no webhook is sent. */
  addressOf(event: Event): string | null;
  /** Called at each attempt, because a signature may include the time. */
  sign(event: Event): OutboxMessage;
  acknowledges(reply: PostReply): boolean;
  /** The event with another body, where other members than those of `sign` depend on the body. */
  rewritten?: (event: Event, body: string) => Event;
}

/** What is stored of an outbox. */
export interface OutboxState {
  events: Map<string, OutboxEvent>;
  made: number;
}

const maxDeliveries = 20_000;

/** Sends webhooks with retries, and lets tests hold, reorder, repeat and forge them. */
export class Outbox<Event extends OutboxEvent> {
  /** `hold` holds first attempts and retries until `release`. */
  mode: 'deliver' | 'hold' = 'deliver';
  readonly #clock: SandboxClock;
  readonly #rules: OutboxRules<Event>;
  readonly #events = new Map<string, Event>();
  readonly #deliveries: OutboxDelivery[] = [];
  readonly #inFlight = new Set<Promise<OutboxDelivery>>();
  readonly #closing = new AbortController();
  #held: { event: Event; retries: number }[] = [];
  #made = 0;

  constructor(clock: SandboxClock, rules: OutboxRules<Event>) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** All events, delivered or not, oldest first. */
  events(): Omit<Event, 'account'>[] {
    return [...this.#events.values()].map(viewOf);
  }

  held(): Omit<Event, 'account'>[] {
    return this.#held.map(({ event }) => viewOf(event));
  }

  deliveries(): OutboxDelivery[] {
    return this.#deliveries.map((delivery) => ({ ...delivery }));
  }

  /** Sends the held events one after the other, and each of them `duplicates` times more (default 0). */
  async release(
    options: { order?: 'as-is' | 'reversed' | undefined; duplicates?: number | undefined } = {},
  ): Promise<void> {
    const held = options.order === 'reversed' ? this.#held.toReversed() : this.#held;
    this.#held = [];
    for (const { event, retries } of held) {
      for (let copy = 0; copy <= (options.duplicates ?? 0); copy += 1) {
        // Held events are released to come in a chosen order.
        // oxlint-disable-next-line no-await-in-loop
        await (copy === 0 ? this.#sendWithRetries(event, retries) : this.send(event));
      }
    }
  }

  /** Sends an event again, correctly signed. Throws for an unknown event. */
  resend(eventId: string): Promise<OutboxDelivery> {
    return this.send(this.find(eventId));
  }

  /** Sends a correctly signed event with a changed body, which contradicts the provider's records. */
  resendChanged(eventId: string, change: (body: string) => string): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    const { rewritten = (one: Event, body: string): Event => ({ ...one, body }) } = this.#rules;
    return this.send(rewritten(event, change(event.body)));
  }

  /** Sends an event unchanged to another address. */
  misdirect(eventId: string, change: (url: string) => string): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    const url = change(this.#rules.addressOf(event) ?? '');
    return this.#deliver(event, this.#rules.sign(event), url);
  }

  /** Finds an event, by default the latest. Throws for an unknown event. */
  find(eventId?: string): Event {
    const event =
      eventId === undefined ? [...this.#events.values()].at(-1) : this.#events.get(eventId);
    if (event === undefined) throw new Error(`no such event: ${eventId ?? 'none yet'}`);
    return event;
  }

  /** Resolves when no delivery is being sent. Scheduled retries do not count. */
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

  state(): OutboxState {
    return { events: this.#events, made: this.#made };
  }

  /** Goes on with the retries of a state of `state`. */
  restore({ events, made }: OutboxState): void {
    this.#made = made;
    const { firstAfterMs = 0, ladderMs } = this.#rules;
    for (const event of events.values() as Iterable<Event>) {
      this.record(event);
      const { attempts, delivered } = event;
      const wait = attempts === 0 ? firstAfterMs : ladderMs[attempts - 1];
      // What has no attempt is never sent, unless the first one comes late.
      if (delivered || !wait || this.#rules.addressOf(event) === null) continue;
      this.#clock.schedule(this.#clock.now() + wait, () => this.#attempt(event, attempts));
    }
  }

  /** From 1, for the ids of events that are counted. */
  protected nextNumber(): number {
    this.#made += 1;
    return this.#made;
  }

  /** Stores an event without sending it. */
  protected record(event: Event): void {
    this.#events.set(event.eventId, event);
  }

  /** Stores an event and sends it where there is an address. In mode `hold` it is held at once. */
  protected dispatch(event: Event): void {
    this.record(event);
    if (this.#rules.addressOf(event) === null) return;
    const { firstAfterMs = 0 } = this.#rules;
    if (firstAfterMs === 0 || this.mode === 'hold') this.#attempt(event, 0);
    else this.#clock.schedule(this.#clock.now() + firstAfterMs, () => this.#attempt(event, 0));
  }

  #attempt(event: Event, retries: number): void {
    if (event.delivered || this.#closing.signal.aborted) return;
    if (this.mode === 'hold') this.#held.push({ event, retries });
    else void this.#sendWithRetries(event, retries);
  }

  async #sendWithRetries(event: Event, retries: number): Promise<void> {
    await this.send(event, undefined, (delivered) => {
      const wait = this.#rules.ladderMs[retries];
      if (delivered || wait === undefined) return;
      const again = (): void => this.#attempt(event, retries + 1);
      this.#clock.schedule(this.#clock.now() + wait, again);
    });
  }

  /** Makes one attempt. `then` is called before the delivery stops counting for `idle`. */
  protected send(
    event: Event,
    special?: OutboxMessage,
    then?: (delivered: boolean) => void,
  ): Promise<OutboxDelivery> {
    const message = special ?? this.#rules.sign(event);
    if (special === undefined) event.attempts += 1;
    const sending = this.#deliver(event, message).then((delivery) => {
      if (message.kind === 'genuine' && delivery.delivered) event.delivered = true;
      this.#deliveries.push(delivery);
      if (this.#deliveries.length > maxDeliveries) {
        this.#deliveries.splice(0, maxDeliveries / 2);
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
    event: Event,
    { kind, headers, body }: OutboxMessage,
    url = this.#rules.addressOf(event) ?? '',
  ): Promise<OutboxDelivery> {
    const { eventId, eventType, attempts: attempt } = event;
    const at = this.#clock.now();
    const record = { kind, eventId, eventType, attempt, at };
    const late = new AbortController();
    const cancel = this.#clock.schedule(at + this.#rules.timeoutMs, () => late.abort());
    try {
      if (!mayReceiveWebhooks(url)) throw new Error(`not an https URL: ${url}`);
      const length = Buffer.byteLength(body);
      const content = { 'content-type': 'application/json', 'content-length': length };
      const signal = AbortSignal.any([late.signal, this.#closing.signal]);
      const answer = await post(url, { ...content, ...headers }, body, signal);
      const delivered = this.#rules.acknowledges(answer);
      return { ...record, status: answer.status, error: null, delivered };
    } catch (error) {
      const reason = late.signal.aborted ? 'timeout' : String(error);
      return { ...record, status: null, error: reason, delivered: false };
    } finally {
      cancel();
    }
  }
}

function viewOf<Event extends OutboxEvent>({
  account: _account,
  ...view
}: Event): Omit<Event, 'account'> {
  return view;
}
