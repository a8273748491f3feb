import type { z } from 'zod';
import { instant } from '../../domain/observation.ts';
import { parseJson } from '../json.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { nothing, stating, webhookReceiver } from '../kit/webhook.ts';
import type { Translation, WebhookReceiver } from '../provider.ts';
import {
  abnormalPaymentObservation,
  orderObservation,
  refundObservation,
  settlementObservation,
} from './mapping.ts';
import * as replies from './replies.ts';
import { isFresh, sign, signatureMatches, signingKey, webhookStringToSign } from './signature.ts';

/** `retcode` must be an integer (docs/providers/stablecoin-gateway.md#webhooks). */
const ack = {
  status: 200,
  contentType: 'application/json',
  body: '{"retcode":200,"retmsg":"SUCCESS"}',
} as const;

export function createWebhookReceiver(signKey: string, unknown: UnknownValue): WebhookReceiver {
  const key = signingKey(signKey);
  return webhookReceiver({
    parse: (body) => replies.webhookEnvelope.parse(parseJson(body.toString('utf8'))),
    judge({ headers, body, receivedAt }, message) {
      const { signature, timestamp } = headers;
      if (signature === undefined || timestamp === undefined) return 'headers';
      if (!/^\d{1,15}$/.test(timestamp)) return 'headers';
      if (!isFresh(timestamp, receivedAt)) return 'stale';
      const stringToSign = webhookStringToSign(timestamp, body);
      if (!signatureMatches(key, stringToSign, signature)) return 'signature';
      // A signed body is genuine even where it cannot be read, and must not be lost.
      return { eventId: message()?.eventId ?? null };
    },
    translate: (message) => translate(message, unknown),
    ack,
  });
}

/** Makes the headers of a delivery as the provider signs it. `timestamp`: epoch milliseconds. */
export function signWebhook(
  body: Buffer | string,
  signKey: string,
  timestamp: number,
): { SIGNATURE: string; TIMESTAMP: string } {
  const stringToSign = webhookStringToSign(String(timestamp), body);
  return { SIGNATURE: sign(signingKey(signKey), stringToSign), TIMESTAMP: String(timestamp) };
}

function translate(
  event: z.infer<typeof replies.webhookEnvelope>,
  unknown: UnknownValue,
): Translation {
  const occurredAt = instant(event.timestamp * 1000);
  switch (event.eventType) {
    case 'CHECKOUT_ORDER_CHANGED':
      return stating(orderObservation(replies.order.parse(event.data), occurredAt, unknown));
    case 'REFUND_ORDER_CHANGED':
      return stating(refundObservation(replies.refund.parse(event.data), occurredAt, unknown));
    case 'SETTLEMENT_ORDER_CHANGED':
      return stating(
        settlementObservation(replies.settlement.parse(event.data), occurredAt, unknown),
      );
    case 'ABNORMAL_PAYMENT':
      return abnormalPayment(replies.abnormalPayment.parse(event.data), occurredAt, unknown);
    default:
      unknown('event type', event.eventType);
      return nothing;
  }
}

/**
 * The payload has neither type nor status, so the list is queried for them
 * (docs/providers/stablecoin-gateway.md#webhooks).
 */
function abnormalPayment(
  payment: replies.AbnormalPayment,
  occurredAt: number | null,
  unknown: UnknownValue,
): Translation {
  const observation = abnormalPaymentObservation(payment, occurredAt, unknown);
  const { providerAbnormalPaymentId, orderProviderReference: reference, type } = observation;
  if (type !== 'UNCLASSIFIED') return stating(observation);
  const filter = {
    providerAbnormalPaymentId,
    ...(reference === null ? {} : { orderProviderReference: reference }),
  };
  return { observations: [observation], queries: [{ about: 'ABNORMAL_PAYMENT', filter }] };
}
