import { parseJsonObject } from '../json.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { stating, webhookReceiver } from '../kit/webhook.ts';
import type { WebhookReceiver } from '../provider.ts';
import type { ExamplepayConfig } from './config.ts';
import { paymentObservation, payoutObservation } from './mapping.ts';
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

export const createWebhookReceiver = (
  { appId, appSecret }: Keys,
  unknown: UnknownValue,
): WebhookReceiver =>
  webhookReceiver({
    parse: parseJsonObject,
    judge({ headers, body, url, receivedAt }, message) {
      const credentials = readAuthorization(headers['authorization']);
      if (credentials === null || url === undefined) return 'headers';
      const { timestamp, nonce } = credentials;
      if (credentials.appId !== appId) return 'appId';
      if (!isFresh(timestamp, receivedAt)) return 'stale';
      const keys = { appId, appSecret: appSecret.reveal() };
      const signed = { ...keys, method: 'POST', url, timestamp, nonce, body };
      if (!signatureMatches(signed, credentials.sign)) return 'signature';
      // A plain hash does not rule out that the body was lengthened
      // (docs/providers/examplepay.md#one-object-and-no-more).
      return message() === null ? 'body' : { eventId: null };
    },
    translate(message) {
      const { data } = replies.notification.parse(message);
      return stating(
        'paymentNo' in data ? paymentObservation(data, unknown) : payoutObservation(data, unknown),
      );
    },
    ack,
  });

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
