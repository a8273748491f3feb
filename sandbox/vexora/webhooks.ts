import type { SandboxClock } from '../double/clock.ts';
import { Outbox } from '../double/webhooks/outbox.ts';
import type { OutboxDelivery, OutboxEvent } from '../double/webhooks/outbox.ts';
import type { Account, Deposit, Kind, Payout } from './books.ts';
import { callbackBody, forgedBody, signedAgain, staleBody } from './callbacks.ts';
import type { Forgery } from './callbacks.ts';

/**
 * The signature is in the body, so every attempt sends the same bytes (docs/providers/vexora.md#delivery-of-callbacks).
 */
interface Callback extends OutboxEvent {
  eventType: Kind;
  account: Account;
  tradeNo: string;
  merchantNo: string;
  /** The address in the request. */
  url: string;
}

/** The first of the 8 attempts is delayed too (docs/providers/vexora.md#delivery-of-callbacks). */
const FIRST_AFTER_MS = 2_000;
const RETRY_LADDER_MS: readonly number[] = [5, 10, 30, 3_600, 10_800, 10_800, 10_800].map(
  (seconds) => seconds * 1000,
);
const TIMEOUT_MS = 10_000;

export class Webhooks extends Outbox<Callback> {
  readonly #clock: SandboxClock;
  #origin: string | null = null;

  constructor(clock: SandboxClock) {
    super(clock, {
      firstAfterMs: FIRST_AFTER_MS,
      ladderMs: RETRY_LADDER_MS,
      timeoutMs: TIMEOUT_MS,
      addressOf: ({ url }) => this.#target(url),
      sign: ({ body }) => ({ kind: 'genuine', headers: {}, body }),
      acknowledges: ({ status, body }) => status === 200 && body === 'OK',
      rewritten: (event, body) => ({ ...event, body: signedAgain(event.account, body) }),
    });
    this.#clock = clock;
  }

  /** Sends to this origin in place of that in the requests, for a receiver whose address has changed. */
  redirect(origin: string | null): void {
    this.#origin = origin;
  }

  publish(account: Account, eventType: Kind, subject: Deposit | Payout): void {
    const at = this.#clock.now();
    this.dispatch({
      eventId: `evt_${this.nextNumber()}`,
      eventType,
      account,
      tradeNo: subject.tradeNo,
      merchantNo: account.credentials.merchantNo,
      url: subject.notifyUrl,
      body: callbackBody(account, subject, at),
      at,
      attempts: 0,
      delivered: false,
    });
  }

  /** Sends a genuine event, by default the latest, correctly signed with a timestamp of the day before. */
  stale(eventId?: string): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    const body = staleBody(event.account, event.body);
    return this.send(event, { kind: 'stale', headers: {}, body });
  }

  /** Sends a forged event: by default the latest one, signed with another key. */
  forge(
    options: {
      how?: Forgery | undefined;
      eventId?: string | undefined;
      body?: string | undefined;
    } = {},
  ): Promise<OutboxDelivery> {
    const event = this.find(options.eventId);
    const { how = 'wrong-key', body = event.body } = options;
    return this.send(event, { kind: 'forged', headers: {}, body: forgedBody(how, body) });
  }

  #target(url: string): string {
    if (this.#origin === null || !URL.canParse(url)) return url;
    const { pathname, search } = new URL(url);
    return this.#origin + pathname + search;
  }
}
