import { instant } from '../../domain/observation.ts';
import { parseJson, readOnce } from '../json.ts';
import type { RawDelivery, Translation, Verdict, WebhookReceiver } from '../provider.ts';
import { isFresh } from './envelope.ts';
import {
  abnormalPaymentObservation,
  orderObservation,
  refundObservation,
  settlementObservation,
} from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import * as replies from './replies.ts';
import { sign, signatureMatches, signingKey, webhookStringToSign } from './signature.ts';

/** `retcode` must be an integer (docs/providers/stablecoin-gateway.md#webhooks). */
const ack = {
  status: 200,
  contentType: 'application/json',
  body: '{"retcode":200,"retmsg":"SUCCESS"}',
} as const;

export function createWebhookReceiver(signKey: string, unknown: UnknownValue): WebhookReceiver {
  const key = signingKey(signKey);
  const envelopeOf = readOnce(readEnvelope);
  return {
    verify({ headers, body, receivedAt }: RawDelivery): Verdict {
      const { signature, timestamp } = headers;
      if (signature === undefined || timestamp === undefined) return forged('headers');
      if (!/^\d{1,15}$/.test(timestamp)) return forged('headers');
      if (!isFresh(timestamp, receivedAt)) return forged('stale');
      const stringToSign = webhookStringToSign(timestamp, body);
      if (!signatureMatches(key, stringToSign, signature)) return forged('signature');
      return { genuine: true, eventId: eventIdOf(body, envelopeOf) };
    },
    translate: ({ body }) => translate(envelopeOf(body), unknown),
    ack,
  };
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

function forged(reason: string): Verdict {
  return { genuine: false, reason };
}

/** Null if the envelope cannot be read. A signed body is genuine even then, and must not be lost. */
function eventIdOf(body: Buffer, envelopeOf: (body: Buffer) => Envelope): string | null {
  try {
    return envelopeOf(body).eventId;
  } catch {
    return null;
  }
}

type Envelope = ReturnType<typeof readEnvelope>;

const readEnvelope = (body: Buffer) =>
  replies.webhookEnvelope.parse(parseJson(body.toString('utf8')));

function translate(event: Envelope, unknown: UnknownValue): Translation {
  const occurredAt = instant(event.timestamp * 1000);
  switch (event.eventType) {
    case 'CHECKOUT_ORDER_CHANGED':
      return translationOf(orderObservation(replies.order.parse(event.data), occurredAt, unknown));
    case 'REFUND_ORDER_CHANGED':
      return translationOf(
        refundObservation(replies.refund.parse(event.data), occurredAt, unknown),
      );
    case 'SETTLEMENT_ORDER_CHANGED':
      return translationOf(
        settlementObservation(replies.settlement.parse(event.data), occurredAt, unknown),
      );
    case 'ABNORMAL_PAYMENT':
      return abnormalPayment(replies.abnormalPayment.parse(event.data), occurredAt, unknown);
    default:
      unknown('event type', event.eventType);
      return { observations: [], queries: [] };
  }
}

function translationOf(observation: Translation['observations'][number]): Translation {
  return { observations: [observation], queries: [] };
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
  if (type !== 'UNCLASSIFIED') return { observations: [observation], queries: [] };
  const filter = {
    providerAbnormalPaymentId,
    ...(reference === null ? {} : { orderProviderReference: reference }),
  };
  return { observations: [observation], queries: [{ about: 'ABNORMAL_PAYMENT', filter }] };
}
