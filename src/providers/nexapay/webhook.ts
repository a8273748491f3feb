import { longestUnproven, parseJson } from '../json.ts';
import type {
  ConnectionTools,
  RawDelivery,
  Translation,
  Verdict,
  WebhookReceiver,
} from '../provider.ts';
import { notifiedStatuses, refundObservation } from './mapping.ts';
import type { UnknownValue } from './mapping.ts';
import * as replies from './replies.ts';
import { matchingForm, signBody, signingKey, textOf } from './signature.ts';
import type { SignForm } from './signature.ts';

/** The HTTP status alone counts (docs/providers/nexapay.md#delivery-of-notifications). */
const ack = { status: 200, contentType: 'application/json', body: '{}' } as const;

export function createWebhookReceiver(
  secretKey: string,
  unknown: UnknownValue,
  log: ConnectionTools['log'],
): WebhookReceiver {
  const key = signingKey(secretKey);
  return {
    verify({ headers, body }: RawDelivery): Verdict {
      const signature = headers['signature']?.trim() ?? '';
      if (signature === '') return forged('headers');
      if (body.length > longestUnproven) return forged('body');
      let form: SignForm | null;
      try {
        form = matchingForm(key, textOf(body), signature);
      } catch {
        return forged('body');
      }
      if (form === null) return forged('signature');
      log('debug', 'A notification was signed rightly.', { provider: 'NEXAPAY', form });
      // The protocol has no event id: a repetition is recognised by its bytes
      // (docs/providers/nexapay.md#delivery-of-notifications).
      return { genuine: true, eventId: null };
    },
    translate: ({ body }) => translate(body, unknown),
    ack,
  };
}

/** Makes the header of a notification as NexaPay signs it. Throws a SyntaxError if `body` is not a JSON object. */
export function signWebhook(
  body: string,
  secretKey: string,
  form: SignForm = 'J',
): { signature: string } {
  return { signature: signBody(signingKey(secretKey), body, form) };
}

function forged(reason: string): Verdict {
  return { genuine: false, reason };
}

function translate(body: Buffer, unknown: UnknownValue): Translation {
  const message = parseJson(textOf(body));
  const { notifyType } = replies.notification.parse(message);
  switch (notifyType) {
    case 'PAYMENT_RESULT': {
      const { orderId, payStatus } = replies.paymentNotification.parse(message);
      if (!notifiedStatuses.includes(payStatus)) unknown('notified payment status', payStatus);
      // It does not state when it was sent, so it may be an old one: the query decides.
      return { observations: [], queries: [{ about: 'ORDER', providerReference: orderId }] };
    }
    case 'REFUND_RESULT':
      // It states the result and its time like an answer, and an old one repeats what is known
      // (docs/providers/nexapay.md#delivery-of-notifications).
      return {
        observations: [refundObservation(replies.refund.parse(message), unknown)],
        queries: [],
      };
    default:
      unknown('notification type', notifyType);
      return { observations: [], queries: [] };
  }
}
