import { defined, failure, lookUp } from '@paygraph/provider-kit';
import type { OrderObservation, ReportedOrderStatus, UnknownValue } from '@paygraph/provider-kit';
import { amountOf } from './amounts.ts';
import type { PaymentIntent } from './replies.ts';

/** What a PaymentIntent says of an order that is captured later. Of all others, its session says more. */

export const intentStatuses = {
  requires_capture: 'AUTHORIZED',
  processing: 'PROCESSING',
  succeeded: 'PAID',
  canceled: 'CANCELED',
  requires_payment_method: 'FAILED',
} as const satisfies Record<string, ReportedOrderStatus>;

/** Why Stripe cancels one by itself: nobody has captured it in time. */
const lapsed: readonly string[] = ['automatic', 'expired'];

export const capturedStatuses: readonly ReportedOrderStatus[] = Object.values(intentStatuses);

export const isCapturedLater = (intent: PaymentIntent): boolean =>
  intent.capture_method === 'manual';

/** `at`: epoch milliseconds of what is stated; null where the answer does not say. */
export function intentObservation(
  intent: PaymentIntent,
  unknown: UnknownValue,
  at: number | null = null,
): OrderObservation {
  const amount = amountOf(intent.amount, intent.currency);
  return {
    subject: 'ORDER',
    providerReference: intent.metadata.reference ?? '',
    occurredAt: at,
    requested: amount,
    payable: amount,
    ...intentFacts(intent, unknown),
  };
}

/** The members of the observation that are about the authorisation and what became of it. */
export function intentFacts(
  intent: PaymentIntent,
  unknown: UnknownValue,
): Pick<OrderObservation, 'status'> & Partial<OrderObservation> {
  const { currency, last_payment_error: error } = intent;
  const status = lookUp(intentStatuses, intent.status, 'payment intent status', unknown);
  switch (status) {
    case 'AUTHORIZED':
      return {
        status,
        authorized: amountOf(intent.amount_capturable, currency),
        ...defined({ authorizedUntil: lapsesAt(intent) }),
      };
    case 'PAID':
      return { status, paid: amountOf(intent.amount_received, currency) };
    case 'CANCELED': {
      const isLapsed = lapsed.includes(intent.cancellation_reason ?? '');
      return { status: isLapsed ? 'EXPIRED' : 'CANCELED' };
    }
    case 'FAILED': {
      const { code = null, message = null } = error ?? {};
      return { status, failure: failure('DECLINED', 'The payment failed.', { code, message }) };
    }
    default:
      return { status };
  }
}

/** When the card's bank lets go of it, in epoch milliseconds; null where the answer does not have the charge. */
function lapsesAt({ latest_charge: charge }: PaymentIntent): number | null {
  if (typeof charge !== 'object') return null;
  const before = charge?.payment_method_details?.card?.capture_before;
  return typeof before === 'number' ? before * 1000 : null;
}
