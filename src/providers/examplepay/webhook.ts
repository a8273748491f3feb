import { parseJsonObject, readOnce } from '../json.ts';
import type { RawDelivery, Translation, Verdict, WebhookReceiver } from '../provider.ts';
import type { ExamplepayConfig } from './config.ts';
import { paymentObservation, payoutObservation } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import * as replies from './replies.ts';
import {
  isFresh,
  readAuthorization,
  sign,
  signatureMatches,
  writeAuthorization,
} from './signature.ts';

type Keys = Pick<ExamplepayConfig, 'appId' | 'appSecret'>;

/** docs/providers/examplepay.md#delivery-of-notifications */
const ack = { status: 200, contentType: 'application/json', body: '{"code":"OK"}' } as const;

export function createWebhookReceiver(
  { appId, appSecret }: Keys,
  unknown: UnknownValue,
): WebhookReceiver {
  const messageOf = readOnce(parseJsonObject);
  return {
    verify({ headers, body, url, receivedAt }: RawDelivery): Verdict {
      const credentials = readAuthorization(headers['authorization']);
      if (credentials === null || url === undefined) return forged('headers');
      const { timestamp, nonce } = credentials;
      if (credentials.appId !== appId) return forged('appId');
      if (!isFresh(timestamp, receivedAt)) return forged('stale');
      const keys = { appId, appSecret: appSecret.reveal() };
      const message = { ...keys, method: 'POST', url, timestamp, nonce, body };
      if (!signatureMatches(message, credentials.sign)) return forged('signature');
      // A plain hash does not rule out that the body was lengthened
      // (docs/providers/examplepay.md#one-object-and-no-more).
      if (!isOneObject(body, messageOf)) return forged('body');
      return { genuine: true, eventId: null };
    },
    translate: ({ body }) => translate(messageOf(body), unknown),
    ack,
  };
}

/** Makes the headers of a notification as ExamplePay signs it. `timestamp`: epoch milliseconds. */
export function signWebhook(
  keys: { appId: string; appSecret: string },
  delivery: { url: string; body: Buffer | string; timestamp: number; nonce: string },
): { Authorization: string } {
  const timestamp = String(delivery.timestamp);
  const { appId } = keys;
  const { nonce } = delivery;
  const signature = sign({ ...delivery, ...keys, method: 'POST', timestamp });
  return { Authorization: writeAuthorization({ appId, sign: signature, timestamp, nonce }) };
}

function forged(reason: string): Verdict {
  return { genuine: false, reason };
}

function isOneObject(body: Buffer, read: (body: Buffer) => unknown): boolean {
  try {
    read(body);
    return true;
  } catch {
    return false;
  }
}

function translate(message: unknown, unknown: UnknownValue): Translation {
  const { data } = replies.notification.parse(message);
  const observation =
    'paymentNo' in data ? paymentObservation(data, unknown) : payoutObservation(data, unknown);
  return { observations: [observation], queries: [] };
}
