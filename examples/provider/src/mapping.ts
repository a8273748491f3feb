import { defined, failure, isForPayers, lookUp } from '@paygraph/provider-kit';
import type {
  AccountBalance,
  Failure,
  OrderObservation,
  OrderStatus,
  OrderToSend,
  Refusal,
  RefundObservation,
  RefundToSend,
  ReportedOrderStatus,
  ReportedPayoutStatus,
  UnknownValue,
} from '@paygraph/provider-kit';
import { amountOf, balanceOf, toUnits } from './amounts.ts';
import { capturedStatuses, intentFacts, isCapturedLater } from './intents.ts';
import { methodOf } from './methods.ts';
import { expanded, idOf } from './replies.ts';
import type { Balance, Refund, Session } from './replies.ts';

/** A session that is complete says in `payment_status` whether the money is there. */
export const sessionStatuses = {
  open: 'AWAITING_PAYMENT',
  complete: 'PROCESSING',
  expired: 'EXPIRED',
} as const satisfies Record<string, ReportedOrderStatus>;

export const paymentStatuses = {
  paid: 'PAID',
  unpaid: 'PROCESSING',
} as const satisfies Record<string, ReportedOrderStatus>;

/** Of a PaymentIntent whose session is complete: the payer has tried, and the money will not come. */
const failedIntents: readonly string[] = ['requires_payment_method', 'canceled'];

export const orderStatuses: readonly OrderStatus[] = [
  ...new Set<OrderStatus>([
    ...Object.values(sessionStatuses),
    ...Object.values(paymentStatuses),
    ...capturedStatuses,
    'FAILED',
    'CANCELED',
    // By disputes that are lost.
    'REVERSED',
  ]),
];

export const refundStatuses = {
  pending: 'PROCESSING',
  requires_action: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'CANCELED',
} as const satisfies Record<string, ReportedPayoutStatus>;

/** The same in every attempt: Stripe refuses a repetition whose body differs. */
export function sessionBody(order: OrderToSend): Record<string, unknown> {
  const { amount, providerReference, returnUrl, customer, createdAt, expiresIn } = order;
  const method = methodOf(order);
  if (method === null) throw new RangeError('a method that has no page');
  const isLater = order.capture === 'MANUAL';
  const reference = {
    paygraph_reference: providerReference,
    ...(isLater && { paygraph_capture: 'manual' }),
  };
  const { types, options } = method;
  const [first = ''] = types;
  return {
    mode: 'payment',
    ...(types.length === 0 ? {} : { payment_method_types: types }),
    ...(options === undefined ? {} : { payment_method_options: { [first]: options } }),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: amount.currency.toLowerCase(),
          unit_amount: toUnits(amount),
          product_data: { name: order.description ?? order.reference },
        },
      },
    ],
    client_reference_id: providerReference,
    metadata: reference,
    payment_intent_data: { metadata: reference, ...(isLater && { capture_method: 'manual' }) },
    customer_email: customer.email ?? undefined,
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at:
      expiresIn === null || createdAt === undefined
        ? undefined
        : String(Math.floor(createdAt / 1000) + expiresIn),
  };
}

/** `at`: epoch milliseconds of what is stated; null where the answer does not say. */
export function sessionObservation(
  session: Session,
  unknown: UnknownValue,
  at: number | null = null,
): OrderObservation {
  const later = laterFacts(session, unknown);
  const status = later === null ? statusOf(session, unknown) : later.status;
  const amount = amountOf(session.amount_total, session.currency);
  const { url } = session;
  return {
    subject: 'ORDER',
    providerReference: session.metadata.reference ?? '',
    providerOrderId: session.id,
    status,
    occurredAt: at,
    requested: amount,
    payable: amount,
    expiresAt: session.expires_at * 1000,
    ...(status === 'PAID' ? { paid: amount } : {}),
    ...(status === 'FAILED' ? { failure: declined(session) } : {}),
    ...(isForPayers(url) ? { instructions: { checkoutUrl: url } } : {}),
    ...later,
  };
}

/**
 * What a session that is captured later has in place of a status of its own: it says that the whole is paid once a part
 * was taken. Its PaymentIntent says how it is and what was taken, and without that nothing is known. Null for others.
 */
function laterFacts(
  session: Session,
  unknown: UnknownValue,
): (Pick<OrderObservation, 'status'> & Partial<OrderObservation>) | null {
  const intent = expanded(session.payment_intent);
  if (isUntold(session)) return { status: null };
  if (session.status !== 'complete' || intent === null || !isCapturedLater(intent)) return null;
  return intentFacts(intent, unknown);
}

/** It is captured later, and does not say how far that is. */
export const isUntold = ({ status, metadata, payment_intent: of }: Session): boolean =>
  status === 'complete' && metadata.isCapturedLater && expanded(of) === null;

function statusOf(session: Session, unknown: UnknownValue): ReportedOrderStatus | null {
  const status = lookUp(sessionStatuses, session.status, 'session status', unknown);
  if (session.status !== 'complete') return status;
  const paid = lookUp(paymentStatuses, session.payment_status, 'payment status', unknown);
  const intent = expanded(session.payment_intent);
  const isFailed = paid === 'PROCESSING' && failedIntents.includes(intent?.status ?? '');
  return isFailed ? 'FAILED' : paid;
}

/** What the event says, although the session itself looks as it did while the money was under way. */
export function failedObservation(
  session: Session,
  unknown: UnknownValue,
  at: number,
): OrderObservation {
  const observation = sessionObservation(session, unknown, at);
  return { ...observation, status: 'FAILED', failure: declined(session) };
}

function declined({ payment_intent: of }: Session): Failure {
  const { code = null, message = null } = expanded(of)?.last_payment_error ?? {};
  return failure('DECLINED', 'The payment failed.', { code, message });
}

export function refundBody(
  { amount, providerReference, order, reason }: RefundToSend,
  paymentIntent: string,
): Record<string, unknown> {
  return {
    payment_intent: paymentIntent,
    amount: toUnits(amount),
    metadata: {
      paygraph_reference: providerReference,
      paygraph_order: order.providerReference,
      reason: reason ?? undefined,
    },
  };
}

/** A refund that was made in the Dashboard has no reference of ours: it goes by its own number. */
export function refundObservation(
  refund: Refund,
  unknown: UnknownValue,
  at: number | null = null,
): RefundObservation {
  const { reference, order } = refund.metadata;
  const status = lookUp(refundStatuses, refund.status, 'refund status', unknown);
  const ofOrder = order ?? expanded(refund.payment_intent)?.metadata.reference;
  return {
    subject: 'REFUND',
    providerReference: reference ?? refund.id,
    providerRefundId: refund.id,
    status,
    occurredAt: at,
    amount: amountOf(refund.amount, refund.currency),
    ...defined({ orderProviderReference: ofOrder }),
    ...(status === 'FAILED' ? { failure: refundFailure(refund) } : {}),
  };
}

const refundFailure = ({ failure_reason: code = null }: Refund): Failure =>
  failure('OTHER', 'The refund failed.', { code, message: null });

export const paymentIntentOf = ({ payment_intent: of }: Session): string | null => idOf(of);

export const balances = ({ available, pending }: Balance): AccountBalance[] =>
  available.map(({ amount, currency }) => {
    const unsettled = pending.find((one) => one.currency === currency);
    return {
      available: balanceOf(amount, currency),
      frozen: null,
      unsettled: unsettled === undefined ? null : balanceOf(unsettled.amount, currency),
    };
  });

const meanings: Readonly<Record<number, [Failure['code'], string]>> = {
  401: ['PROVIDER_AUTHENTICATION', 'Stripe did not accept the secret key.'],
  402: ['DECLINED', 'Stripe declined.'],
  403: ['PROVIDER_AUTHENTICATION', 'The secret key may not do this.'],
};

export function failureOf(refusal: Refusal): Failure {
  const [code, message] = meanings[refusal.status] ?? ['REJECTED', 'Stripe refused the request.'];
  return failure(code, message, refusal);
}
