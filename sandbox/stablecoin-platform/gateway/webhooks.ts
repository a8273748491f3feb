import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../double/clock.ts';
import { Outbox } from '../../double/webhooks/outbox.ts';
import type { OutboxDelivery, OutboxEvent } from '../../double/webhooks/outbox.ts';
import type { Account, EventType } from '../books.ts';
import type { Brand } from '../brands.ts';
import type { Forgery } from './webhook-messages.ts';
import { acknowledges, forgedMessage, genuineMessage, staleMessage } from './webhook-messages.ts';

interface WebhookEvent extends OutboxEvent {
  eventType: EventType;
  account: Account;
  apiKey: string;
}

export type SandboxEvent = Omit<WebhookEvent, 'account'>;

/** Milliseconds until each of the 14 retries (docs/providers/stablecoin-gateway.md#retries-of-webhooks). */
const RETRY_LADDER_MS: readonly number[] = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
].map((seconds) => seconds * 1000);
const TIMEOUT_MS = 15_000;

const newEventId = (): string => `evt_${randomBytes(6).toString('hex')}`;

/** Webhooks go to the address that the account has at the time of the attempt. */
export class Webhooks extends Outbox<WebhookEvent> {
  readonly #clock: SandboxClock;

  constructor(brand: Brand, clock: SandboxClock, strict: boolean) {
    const integerOnly = brand.acknowledgedByInteger && strict;
    super(clock, {
      ladderMs: RETRY_LADDER_MS,
      timeoutMs: TIMEOUT_MS,
      addressOf: ({ account }) => account.webhookUrl,
      sign: ({ account, body }) => genuineMessage(account.key, clock.now(), body),
      acknowledges: ({ status, body }) => status === 200 && acknowledges(body, integerOnly),
      rewritten: (event, body) => {
        const eventId = newEventId();
        return { ...event, eventId, body: body.replaceAll(event.eventId, eventId) };
      },
    });
    this.#clock = clock;
  }

  publish(account: Account, eventType: EventType, data: unknown): void {
    const at = this.#clock.now();
    const eventId = newEventId();
    const timestamp = Math.floor(at / 1000);
    const body = JSON.stringify({ eventId, eventType, timestamp, data });
    const { apiKey } = account.credentials;
    const fate = { attempts: 0, delivered: false };
    this.dispatch({ eventId, eventType, account, apiKey, body, at, ...fate });
  }

  /** Sends a genuine event, by default the latest, correctly signed with a TIMESTAMP outside the window. */
  stale(eventId?: string): Promise<OutboxDelivery> {
    const event = this.find(eventId);
    return this.send(event, staleMessage(event.account.key, this.#clock.now(), event.body));
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
    const { key, webhookUrl } = event.account;
    const forged = forgedMessage(how, key, webhookUrl ?? '', this.#clock.now(), body);
    return this.send(event, forged);
  }
}
