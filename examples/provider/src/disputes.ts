import { lookUp } from '@paygraph/provider-kit';
import type {
  ChargebackStatus,
  OrderObservation,
  ReportedChargeback,
  UnknownValue,
} from '@paygraph/provider-kit';
import { amountOf } from './amounts.ts';
import { expanded } from './replies.ts';
import type { Dispute, Session } from './replies.ts';

/** Null: an inquiry, which moves no money. */
export const disputeStatuses = {
  warning_needs_response: null,
  warning_under_review: null,
  warning_closed: null,
  needs_response: 'OPEN',
  under_review: 'OPEN',
  won: 'WON',
  lost: 'LOST',
} as const satisfies Record<string, ChargebackStatus | null>;

/** Whether nothing follows from the dispute for its payment. */
export const isInquiry = ({ status }: Pick<Dispute, 'status'>): boolean =>
  Object.hasOwn(disputeStatuses, status) &&
  disputeStatuses[status as keyof typeof disputeStatuses] === null;

/** None for an inquiry, nor for a status that is not known: it does not say what became of the money. */
export function chargebackOf(dispute: Dispute, unknown: UnknownValue): ReportedChargeback[] {
  const status = lookUp(disputeStatuses, dispute.status, 'dispute status', unknown);
  if (status === null) return [];
  return [
    {
      providerChargebackId: dispute.id,
      status,
      amount: amountOf(dispute.amount, dispute.currency),
      occurredAt: occurredAt(status, dispute),
    },
  ];
}

/** Stripe says when the money went and when it came back, not when a dispute was lost. */
function occurredAt(
  status: ChargebackStatus,
  { created, balance_transactions: moved = [] }: Dispute,
): number | null {
  if (status === 'LOST') return null;
  const category = status === 'OPEN' ? 'dispute' : 'dispute_reversal';
  const at = moved.find((one) => one.reporting_category === category)?.created;
  if (at !== undefined) return at * 1000;
  return status === 'OPEN' ? created * 1000 : null;
}

/** What a dispute says of its order, whose reference its PaymentIntent has; null where that is not ours. */
export function disputeObservation(
  dispute: Dispute,
  unknown: UnknownValue,
): OrderObservation | null {
  const reference = expanded(dispute.payment_intent)?.metadata.reference ?? null;
  if (reference === null) return null;
  return {
    subject: 'ORDER',
    providerReference: reference,
    status: null,
    occurredAt: null,
    chargebacks: chargebackOf(dispute, unknown),
  };
}

/** The PaymentIntent of a session whose charge is disputed, or was; null where there is none. */
export function disputedIntentOf({ payment_intent: of }: Session): string | null {
  const intent = expanded(of);
  const charge = intent?.latest_charge;
  return typeof charge === 'object' && charge?.disputed === true ? (intent?.id ?? null) : null;
}
