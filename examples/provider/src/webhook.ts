import {
  parseJson,
  querying,
  nothing,
  sameSignature,
  stating,
  webhookReceiver,
} from '@paygraph/provider-kit';
import type { Translation, UnknownValue, WebhookReceiver } from '@paygraph/provider-kit';
import type { StripeConfig } from './config.ts';
import { isInquiry } from './disputes.ts';
import { intentObservation, isCapturedLater } from './intents.ts';
import * as mapping from './mapping.ts';
import * as replies from './replies.ts';
import { isInTime, readHeader, signerOf } from './signature.ts';

/** Any 2xx is taken. */
const ack = { status: 200, contentType: 'application/json', body: '{"received":true}' } as const;

export function createWebhookReceiver(
  { webhookSecret }: Pick<StripeConfig, 'webhookSecret'>,
  unknown: UnknownValue,
): WebhookReceiver {
  const signatureOf = signerOf(webhookSecret.reveal());
  return webhookReceiver({
    parse: (body) => parseJson(body.toString('utf8')),
    judge({ headers, body, receivedAt }, message) {
      const { time, signatures } = readHeader(headers['stripe-signature']);
      if (time === '' || signatures.length === 0) return 'headers';
      const right = signatureOf(time, body);
      // Each is compared, so that the time does not tell which one fits.
      const matches = signatures.filter((signature) => sameSignature(right, signature));
      if (matches.length === 0) return 'signature';
      if (!isInTime(time, receivedAt)) return 'stale';
      const event = replies.event.safeParse(message());
      return event.success ? { eventId: event.data.id } : 'body';
    },
    translate: (message) => translate(replies.event.parse(message), unknown),
    ack,
  });
}

type Event = ReturnType<typeof replies.event.parse>;

function translate({ type, created, data: { object } }: Event, unknown: UnknownValue): Translation {
  const at = created * 1000;
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.expired':
      return ofSession(object, (session) => mapping.sessionObservation(session, unknown, at));
    case 'checkout.session.async_payment_failed':
      return ofSession(object, (session) => mapping.failedObservation(session, unknown, at));
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return ofRefund(object, unknown, at);
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.succeeded':
    case 'payment_intent.canceled':
      return ofIntent(object, unknown, at);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return ofDispute(object);
    default:
      unknown('event type', type);
      return nothing;
  }
}

/** A session without our reference was made by another system. */
function ofSession(
  object: unknown,
  observe: (session: replies.Session) => Translation['observations'][number],
): Translation {
  const session = replies.session.parse(object);
  const { reference } = session.metadata;
  if (reference === null) return nothing;
  if (mapping.isUntold(session)) return querying({ about: 'ORDER', providerReference: reference });
  return stating(observe(session));
}

/** Of an order that is not captured later, the session tells. */
function ofIntent(object: unknown, unknown: UnknownValue, at: number): Translation {
  const intent = replies.paymentIntent.parse(object);
  if (intent.metadata.reference === null || !isCapturedLater(intent)) return nothing;
  return stating(intentObservation(intent, unknown, at));
}

/** A refund without our reference was made in the Dashboard. The query finds out of which order. */
function ofRefund(object: unknown, unknown: UnknownValue, at: number): Translation {
  const refund = replies.refund.parse(object);
  if (refund.metadata.reference === null) {
    return querying({ about: 'REFUND', providerId: refund.id });
  }
  return stating(mapping.refundObservation(refund, unknown, at));
}

/** A dispute does not name our reference: the query finds of which order it is. An inquiry moves no money. */
function ofDispute(object: unknown): Translation {
  const dispute = replies.dispute.parse(object);
  return isInquiry(dispute) ? nothing : querying({ about: 'ORDER', providerId: dispute.id });
}
