import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The part of an XCheckout webhook that the floors use. */
export interface Webhook {
  eventId: string;
  timestamp: number;
  data: { orderNo: string; sysid: string };
}

/** What each of them says was paid. */
export const paid = { minor: '101000000', currency: 'USDT', network: 'ETHEREUM' } as const;

export function isGenuine(key: KeyObject, headers: IncomingHttpHeaders, body: Buffer): boolean {
  const { timestamp, signature } = headers;
  const expected = createHmac('sha512', key).update(String(timestamp)).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(String(signature), 'base64'));
}

/** As `openWebhookRows` writes it. */
export function readWebhook(body: Buffer) {
  const { eventId, timestamp, data } = JSON.parse(body.toString('utf8')) as Webhook;
  const names = { identity: eventId, eventId, topic: null, reference: data.orderNo };
  return { ...names, providerOrderId: data.sysid, at: timestamp * 1000, call: null };
}

export interface PaidOrder {
  accountId: string;
  reference: string;
  providerOrderId: string;
  requested: object;
  paid: object;
  /** When it was paid, and when it would have expired; epoch milliseconds. */
  at: number;
  expiresAt: number;
}

/** What the provider states of the order, as Paygraph stores it. */
export const statementOf = ({ reference, providerOrderId, requested, paid, at }: PaidOrder) =>
  JSON.stringify({
    subject: 'ORDER',
    providerReference: reference,
    status: 'PAID',
    occurredAt: at,
    requested,
    providerOrderId,
    payable: paid,
    paid,
  });

/** What the event of the payment states, as Paygraph stores it. */
export const stateOf = ({ accountId, providerOrderId, paid, at, expiresAt }: PaidOrder) => ({
  state: JSON.stringify({
    accountId,
    providerId: providerOrderId,
    paid: [paid],
    payable: paid,
    paidAt: at,
    expiresAt,
  }),
  movements: JSON.stringify([{ type: 'PAID', amount: paid }]),
});
