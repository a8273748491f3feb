import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The part of an XCheckout webhook that the floors use. */
export interface Webhook {
  eventId: string;
  timestamp: number;
  data: { orderNo: string };
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
  return { ...names, at: timestamp * 1000, call: null };
}

/** What the event of the payment states, as Paygraph stores it. */
export const statedPaid = (accountId: string, paid: object, at: number) => ({
  state: JSON.stringify({ accountId, paid: [paid], payable: paid, paidAt: at }),
  movements: JSON.stringify([{ type: 'PAID', amount: paid }]),
});
