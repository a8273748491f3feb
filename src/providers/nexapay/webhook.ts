import { longestUnproven, parseJson } from '../json.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { nothing, querying, stating, webhookReceiver } from '../kit/webhook.ts';
import type { ConnectionTools, Translation, WebhookReceiver } from '../provider.ts';
import { notifiedStatuses, refundObservation } from './mapping.ts';
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
  return webhookReceiver({
    parse: (body) => parseJson(textOf(body)),
    judge({ headers, body }) {
      const signature = headers['signature']?.trim() ?? '';
      if (signature === '') return 'headers';
      if (body.length > longestUnproven) return 'body';
      let form: SignForm | null;
      try {
        form = matchingForm(key, textOf(body), signature);
      } catch {
        return 'body';
      }
      if (form === null) return 'signature';
      log('debug', 'A notification was signed rightly.', { provider: 'NEXAPAY', form });
      // The protocol has no event id: a repetition is recognised by its bytes
      // (docs/providers/nexapay.md#delivery-of-notifications).
      return { eventId: null };
    },
    translate: (message) => translate(message, unknown),
    ack,
  });
}

/** Makes the header of a notification as NexaPay signs it. Throws a SyntaxError if `body` is not a JSON object. */
export function signWebhook(
  body: string,
  secretKey: string,
  form: SignForm = 'J',
): { signature: string } {
  return { signature: signBody(signingKey(secretKey), body, form) };
}

function translate(message: unknown, unknown: UnknownValue): Translation {
  const { notifyType } = replies.notification.parse(message);
  switch (notifyType) {
    case 'PAYMENT_RESULT': {
      const { orderId, payStatus } = replies.paymentNotification.parse(message);
      if (!notifiedStatuses.includes(payStatus)) unknown('notified payment status', payStatus);
      // It does not state when it was sent, so it may be an old one: the query decides.
      return querying({ about: 'ORDER', providerReference: orderId });
    }
    case 'REFUND_RESULT':
      // It states the result and its time like an answer, and an old one repeats what is known
      // (docs/providers/nexapay.md#delivery-of-notifications).
      return stating(refundObservation(replies.refund.parse(message), unknown));
    default:
      unknown('notification type', notifyType);
      return nothing;
  }
}
