import { sign, signBody, signingKey } from '../../src/providers/nexapay/signature.ts';
import type { SandboxClock } from '../double/clock.ts';
import { Outbox } from '../double/webhooks/outbox.ts';
import type { OutboxDelivery, OutboxEvent, OutboxMessage } from '../double/webhooks/outbox.ts';
import type { Account, Notices, NotifyType, Payment, Refund, Switches } from './books.ts';
import { outcomeOf } from './outcomes.ts';
import { paymentNotice } from './payments.ts';
import { refundNotice } from './refunds.ts';

export interface Notification extends OutboxEvent {
  eventType: NotifyType;
  account: Account;
  apiKey: string;
  orderId: string;
  /** Null where no notification is sent. */
  url: string | null;
  /** The same at every attempt, since the time is not signed. */
  signature: string;
}

export type Forgery = 'wrong-key' | 'tampered-body' | 'unsigned';

/** docs/providers/nexapay.md#delivery-of-notifications */
export const RETRY_LADDER_MS: readonly number[] = [60_000, 300_000, 900_000];
const timeoutMs = 10_000;

/** The provider's notifications. There is no stale one: they have no timestamp, so a replay is valid. */
export class Notifications extends Outbox<Notification> implements Notices {
  readonly #clock: SandboxClock;
  readonly #switches: Switches;

  constructor(clock: SandboxClock, switches: Switches) {
    super(clock, {
      ladderMs: RETRY_LADDER_MS,
      timeoutMs,
      addressOf: ({ url }) => url,
      acknowledges: ({ status }) => status === 200,
      sign: (event) => message('genuine', event.body, event.signature),
      rewritten: (event, body) => {
        const signature = signBody(event.account.key, body, switches.notifySignForm);
        return { ...event, body, signature };
      },
    });
    this.#clock = clock;
    this.#switches = switches;
  }

  paid(payment: Payment): void {
    const outcome = outcomeOf(payment.amount);
    if (outcome === 'NOT_NOTIFIED') return;
    const { account, orderId, notifyUrl } = payment;
    const notice = paymentNotice(payment, this.#switches.notifyPayStatus);
    const event = this.#event('PAYMENT_RESULT', account, orderId, notifyUrl, notice);
    if (outcome === 'NOTIFIED_BADLY') {
      void this.send(event, forged(event, 'wrong-key'), () => this.dispatch(event));
      return;
    }
    this.dispatch(event);
    if (outcome === 'NOTIFIED_THRICE' && this.mode === 'deliver') {
      void this.send(event);
      void this.send(event);
    }
  }

  refunded(refund: Refund): void {
    const { payment, notifyUrl } = refund;
    const { account, orderId } = payment;
    this.dispatch(this.#event('REFUND_RESULT', account, orderId, notifyUrl, refundNotice(refund)));
  }

  /** Sends a forged notification: by default the latest one, signed with another key. */
  forge(
    options: { how?: Forgery | undefined; eventId?: string | undefined } = {},
  ): Promise<OutboxDelivery> {
    const event = this.find(options.eventId);
    return this.send(event, forged(event, options.how ?? 'wrong-key'));
  }

  #event(
    eventType: NotifyType,
    account: Account,
    orderId: string,
    url: string | null,
    notice: object,
  ): Notification {
    const body = JSON.stringify(notice);
    return {
      eventId: `notice-${this.nextNumber()}`,
      eventType,
      account,
      apiKey: account.credentials.apiKey,
      orderId,
      url,
      body,
      signature: signBody(account.key, body, this.#switches.notifySignForm),
      at: this.#clock.now(),
      attempts: 0,
      delivered: false,
    };
  }
}

function message(
  kind: OutboxMessage['kind'],
  body: string,
  signature: string | null,
): OutboxMessage {
  return { kind, body, headers: signature === null ? {} : { signature } };
}

function forged({ body, signature }: Notification, how: Forgery): OutboxMessage {
  switch (how) {
    case 'unsigned':
      return message('forged', body, null);
    case 'tampered-body':
      // A change of more than whitespace, which the signature does not cover.
      return message('forged', body.replace('"merchantId":"', '"merchantId":"9'), signature);
    case 'wrong-key':
      return message('forged', body, sign(signingKey('somebody else'), body));
  }
}
