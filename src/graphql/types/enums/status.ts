import { abnormalPaymentStatuses } from '../../../domain/abnormal-payment.ts';
import { captureStatuses } from '../../../domain/capture/authorization.ts';
import { chargebackStatuses } from '../../../domain/observation.ts';
import { orderStatuses } from '../../../domain/order.ts';
import { payoutStatuses } from '../../../domain/payout.ts';
import { webhookDeliveryStatuses } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { described, listed } from './described.ts';

export const Phase = builder.enumType('Phase', {
  description:
    'Whether a status is the last one: what a client asks first. It is the same for orders, refunds and settlements.',
  values: described(['OPEN', 'SETTLED', 'FINAL'], {
    OPEN: 'It may still change.',
    SETTLED: 'It has ended, unless the provider corrects it (a late payment, a reversal).',
    FINAL: 'It has ended for good.',
  }),
});

const unknown =
  'It was sent and the answer was lost: the provider may or may not have it. See resolution.';

export const OrderStatus = builder.enumType('OrderStatus', {
  description:
    'Where an order stands. Evidence may skip steps. Refunds have statuses of their own: an order stays PAID.',
  values: described(orderStatuses, {
    CREATED: 'It is stored, and nothing has been sent.',
    SUBMITTING: 'It is being sent.',
    UNKNOWN: unknown,
    AWAITING_PAYMENT: 'The payer has to do what `nextAction` describes.',
    PARTIALLY_PAID: 'A part of it was paid. The phase is SETTLED where the provider takes no more.',
    PROCESSING: 'A payment came in and is being confirmed.',
    AUTHORIZED:
      'The payer has authorised the payment, and no money has moved. It is taken by captureOrder, and let go by cancelOrder.',
    PAID: 'It is paid, or a person accepted what was paid. It stays PAID when it is refunded.',
    EXPIRED:
      'Its time ran out, to pay it or to capture it. A payment that comes later makes it PAID, or is an abnormal payment.',
    CANCELED: 'It was canceled before it was paid, or its authorisation was let go.',
    FAILED: 'It was declined, refused, or is proven never to have arrived. See failure.',
    REVERSED:
      'It was paid, and the money was taken back. The phase is SETTLED where charge-backs took it, because one may still be won.',
  }),
});

export const ChargebackStatus = builder.enumType('ChargebackStatus', {
  description: 'Where a charge-back stands.',
  values: described(chargebackStatuses, {
    OPEN: 'The provider has taken the money, and it is contested or may be. It needs a person.',
    WON: 'The merchant has won it: the provider has given the money back.',
    LOST: 'The money stays taken.',
  }),
});

/** Of refunds and settlements alike, but for what the contract says of one of them. */
const ofPayout = {
  REQUESTED:
    'It is stored and surely not sent. It is tried again for 24 hours. A cancel ends it without a call.',
  SUBMITTING: 'It is being sent.',
  UNKNOWN: unknown,
  PENDING: 'The provider has it.',
  PROCESSING: 'The provider is paying it out.',
  SUCCEEDED: 'The money has left.',
  FAILED:
    'It was refused in the answer, failed at the provider, or is proven never to have arrived. See failure.',
  REJECTED: 'Reviewed by the provider and refused.',
  CANCELED: 'It was canceled before the money left.',
  REVERSED: 'Returned after success.',
};

export const RefundStatus = builder.enumType('RefundStatus', {
  description:
    'Where a refund stands. It holds its amount until it is FAILED, REJECTED, CANCELED or REVERSED.',
  values: described(payoutStatuses, ofPayout),
});

export const SettlementStatus = builder.enumType('SettlementStatus', {
  description: 'Where a settlement stands.',
  values: described(payoutStatuses, ofPayout),
});

export const CaptureStatus = builder.enumType('CaptureStatus', {
  description: 'What became of a capture.',
  values: described(captureStatuses, {
    REQUESTED:
      'It is stored and surely not sent. It is tried again for 24 hours, while the order is AUTHORIZED.',
    SUBMITTING: 'It is being sent.',
    UNKNOWN:
      'It was sent and the answer was lost. The provider is queried, and is sent the same again only where that takes nothing twice.',
    PROCESSING: 'The provider has accepted it. The order becomes PAID.',
    SUCCEEDED: 'The money is taken: the order is PAID.',
    FAILED:
      'It was refused, is proven never to have arrived, or its order ended without it. See failure. While the order is AUTHORIZED, another one may be requested.',
  }),
});

export const AbnormalPaymentStatus = builder.enumType('AbnormalPaymentStatus', {
  description: 'Whether somebody has to decide about an abnormal payment.',
  values: described(abnormalPaymentStatuses, {
    OPEN: 'Something is pending: refund it, accept it, dismiss it, or handle it in the portal of the provider.',
    RESOLVING: 'A refund of it is under way.',
    RESOLVED: 'Nothing is pending any more.',
  }),
});

const statusesBySubject: Readonly<Record<string, readonly string[]>> = {
  OrderStatus: orderStatuses,
  RefundStatus: payoutStatuses,
  SettlementStatus: payoutStatuses,
  AbnormalPaymentStatus: abnormalPaymentStatuses,
};

const subjectStatuses = [
  ...new Set([...orderStatuses, ...payoutStatuses, ...abnormalPaymentStatuses]),
];
export type SubjectStatusName = (typeof subjectStatuses)[number];

export const SubjectStatus = builder.enumType('SubjectStatus', {
  description:
    'The status of an EventSubject, of whichever type: each value of OrderStatus, RefundStatus, SettlementStatus and ' +
    'AbnormalPaymentStatus once, so that documents need no aliases.',
  values: described(subjectStatuses, (status) => {
    const enums = Object.keys(statusesBySubject).filter((name) =>
      statusesBySubject[name]?.includes(status),
    );
    return `See ${listed(
      enums.map((name) => `${name}.${status}`),
      'and',
    )}.`;
  }),
});

/** Statuses are stored as text. */
export function isSubjectStatus(status: string): status is SubjectStatusName {
  return (subjectStatuses as readonly string[]).includes(status);
}

const deliveryStatuses = described(webhookDeliveryStatuses, {
  APPLIED: 'It was understood, and what it reports is recorded.',
  DUPLICATE: 'Never set: a repetition is no delivery of its own.',
  IGNORED: 'Genuine, and without effect.',
  UNMATCHED: 'Genuine; its subject is not known yet. Tried again.',
  FAILED: 'Applying it failed; tried again.',
  DEAD: 'All attempts failed. It waits for replayWebhook.',
});

export const WebhookDeliveryStatus = builder.enumType('WebhookDeliveryStatus', {
  description: 'What became of a webhook.',
  values: {
    ...deliveryStatuses,
    DUPLICATE: {
      ...deliveryStatuses.DUPLICATE,
      deprecationReason: 'It is never set. Leave it out of filters and of what you handle.',
    },
  },
});
