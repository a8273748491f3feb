import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { PostReply } from '../http/http.ts';
import type { AboutOf, AccountOf, NewEvent, Platform, SwitchesOf } from '../platform.ts';
import { Outbox } from './outbox.ts';
import type { OutboxDelivery, OutboxEvent, OutboxMessage } from './outbox.ts';

/** A webhook before it is signed. */
export interface Unsigned<P extends Platform> {
  account: AccountOf<P>;
  switches: SwitchesOf<P>;
  /** Where it goes. Empty where it goes nowhere. */
  url: string;
  body: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface Signed {
  /** In addition to content-type and content-length. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** How a provider sends webhooks. */
export interface WebhookRules<P extends Platform, Forgery extends string> {
  /** Seconds until each retry. */
  retriesAfterS: readonly number[];
  timeoutMs: number;
  /** Milliseconds until the first attempt. Default 0. */
  firstAfterMs?: number;
  /** What is done to the address, at each attempt. */
  redirected?(url: string, switches: SwitchesOf<P>): string;
  acknowledged(reply: PostReply, switches: SwitchesOf<P>): boolean;
  /** Called at each attempt, because a signature may include the time. */
  sign(message: Unsigned<P>): Signed;
  /** Messages that must not be believed. The first is the usual one. */
  forgeries: { readonly [How in Forgery]: (message: Unsigned<P>) => Signed };
  /**
   * By how many milliseconds the time of a stale webhook is past, or how one is made. Default: its signature has no
   * time, so none is stale.
   */
  stale?: number | ((message: Unsigned<P>) => Signed);
  /** A changed body, where it holds its own signature. */
  resigned?(message: Unsigned<P>): string;
}

export type WebhookEvent<P extends Platform> = OutboxEvent & {
  account: AccountOf<P>;
  /** Null where it goes to the address of the account. */
  url: string | null | undefined;
  forgedFirst: boolean;
} & AboutOf<P>;

export interface ForgeOptions<Forgery extends string> {
  how?: Forgery | undefined;
  eventId?: string | undefined;
  body?: string | undefined;
}

const newEventId = (): string => `evt_${randomBytes(6).toString('hex')}`;

/** The webhooks of a double, with their retries. */
export class Webhooks<P extends Platform, Forgery extends string> extends Outbox<WebhookEvent<P>> {
  readonly #clock: SandboxClock;
  readonly #rules: WebhookRules<P, Forgery>;
  readonly #switches: SwitchesOf<P>;

  constructor(clock: SandboxClock, rules: WebhookRules<P, Forgery>, switches: SwitchesOf<P>) {
    super(clock, {
      firstAfterMs: rules.firstAfterMs,
      ladderMs: rules.retriesAfterS.map((seconds) => seconds * 1000),
      timeoutMs: rules.timeoutMs,
      addressOf: (event) => this.#addressOf(event),
      sign: (event) =>
        event.forgedFirst && event.attempts === 0
          ? this.#forged(event, this.#usualForgery())
          : { kind: 'genuine', ...rules.sign(this.#unsigned(event)) },
      acknowledges: (reply) => rules.acknowledged(reply, switches),
      rewritten: (event, body) => this.#rewritten(event, body),
    });
    this.#clock = clock;
    this.#rules = rules;
    this.#switches = switches;
  }

  publish(account: AccountOf<P>, planned: NewEvent<AboutOf<P>>): void {
    const { type: eventType, url, body, about, sent = 'once', forged } = planned;
    const eventId = newEventId();
    const event: WebhookEvent<P> = {
      ...about,
      eventId,
      eventType,
      account,
      url,
      body: typeof body === 'string' ? body : body(eventId),
      at: this.#clock.now(),
      attempts: 0,
      delivered: false,
      forgedFirst: forged === 'first attempt',
    };
    if (sent === 'never') return this.record(event);
    if (forged === 'beforehand') {
      void this.send(event, this.#forged(event, this.#usualForgery()), () => this.dispatch(event));
      return;
    }
    this.dispatch(event);
    if (sent !== 'thrice' || this.mode === 'hold') return;
    void this.send(event);
    void this.send(event);
  }

  /** Sends a genuine event, by default the latest, correctly signed with a time outside the window. */
  stale(eventId?: string): Promise<OutboxDelivery> {
    const { stale } = this.#rules;
    if (stale === undefined) throw new Error('its webhooks have no time, so none is stale');
    const event = this.find(eventId);
    const message = this.#unsigned(event);
    const signed =
      typeof stale === 'number'
        ? this.#rules.sign({ ...message, at: message.at - stale })
        : stale(message);
    return this.send(event, { kind: 'stale', ...signed });
  }

  /** Sends a forged event: by default the latest one, signed with another key. */
  forge({ how, eventId, body }: ForgeOptions<Forgery> = {}): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    const forged = this.#forged(event, how ?? this.#usualForgery(), body);
    return this.send(event, forged);
  }

  /** The ways in which an event can be forged. */
  get forgeries(): Forgery[] {
    return Object.keys(this.#rules.forgeries) as Forgery[];
  }

  #usualForgery(): Forgery {
    const [usual] = this.forgeries;
    if (usual === undefined) throw new Error('its webhooks cannot be forged');
    return usual;
  }

  #forged(event: WebhookEvent<P>, how: Forgery, body = event.body): OutboxMessage {
    const message = { ...this.#unsigned(event), body };
    return { kind: 'forged', ...this.#rules.forgeries[how](message) };
  }

  #rewritten(event: WebhookEvent<P>, changed: string): WebhookEvent<P> {
    const eventId = newEventId();
    const body = changed.replaceAll(event.eventId, eventId);
    const message = { ...this.#unsigned(event), body };
    return {
      ...event,
      eventId: body === changed ? event.eventId : eventId,
      body: this.#rules.resigned?.(message) ?? body,
      forgedFirst: false,
    };
  }

  #unsigned(event: WebhookEvent<P>): Unsigned<P> {
    const { account, body } = event;
    const url = this.#addressOf(event) ?? '';
    return { account, switches: this.#switches, url, body, at: this.#clock.now() };
  }

  #addressOf({ account, url }: WebhookEvent<P>): string | null {
    const address = url === undefined ? account.webhookUrl : url;
    if (address === null) return null;
    return this.#rules.redirected?.(address, this.#switches) ?? address;
  }
}
