import type { AbnormalPayment, Order, Refund, Settlement } from '../aggregates/aggregate.ts';
import type { Attention } from '../attention/attention.ts';
import type { WorkingSet } from '../aggregates/working-set.ts';
import { addsReports } from '../chargebacks/chargeback.ts';
import type { Instruction } from '../instructions/instruction.ts';
import type {
  AbnormalPaymentObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../observation.ts';
import {
  agrees,
  agreesOnAbnormalPayment,
  orderState,
  reportedAbnormalPaymentState,
  reportedOrderState,
  reportedPayoutState,
} from './state.ts';
import type { Agreement, ReconciledState, ReconciledSubject } from './state.ts';

export interface Row {
  id: string;
  merchantId: string;
  accountId: string;
  attention: Attention;
}

/** How records of one kind are compared with the provider's. */
export interface ComparedKind<T extends Row, O extends Observation> {
  subject: ReconciledSubject;
  isAbout(observation: Observation): observation is O;
  /** The reference by which both sides know it. */
  numberOf(observation: O): string;
  number(record: T): string;
  /** The loaded record; null where there is none, or it is not this account's. */
  inSet(set: WorkingSet, accountId: string, number: string): T | null;
  /** Whether it reached the provider, or may have. Not what is being sent right now. */
  isSent(record: T): boolean;
  /** Whether the provider has it, as far as we know. */
  isExpected(record: T): boolean;
  /** When it was last sent; null where it was not made here. */
  lastSentAt(record: T): number | null;
  state(record: T): ReconciledState;
  reportedState(observation: O): ReconciledState;
  /** Whether the observation states something that our record lacks, although both states agree. Left out: never. */
  addsFacts?(record: T, observation: O): boolean;
  agrees: Agreement;
}

const numberOf = ({ providerReference }: { providerReference: string }): string =>
  providerReference;

type Sent = Instruction & { status: string };

/** What the three kinds of instruction share. */
const instruction = {
  numberOf,
  number: numberOf,
  isSent({ status, submission }: Sent): boolean {
    const { firstSentAt, state } = submission;
    if (status === 'CREATED' || status === 'REQUESTED' || status === 'SUBMITTING') return false;
    // One that was made elsewhere was answered without having been sent.
    return firstSentAt !== null || state === 'ANSWERED';
  },
  lastSentAt: ({ submission }: Instruction) => submission.lastSentAt,
  agrees,
};

/** The provider need not have what it refused. It has what it gave a number. */
const isExpected = (work: Sent, providerId: string | null): boolean =>
  instruction.isSent(work) && (work.status !== 'FAILED' || providerId !== null);

export const ordersCompared: ComparedKind<Order, OrderObservation> = {
  ...instruction,
  subject: 'ORDER',
  isAbout: (observation) => observation.subject === 'ORDER',
  inSet(set, accountId, reference) {
    const order = set.order({ accountId, reference })?.order;
    return order?.accountId === accountId ? order : null;
  },
  isExpected: (order) => isExpected(order, order.providerOrderId),
  state: orderState,
  reportedState: reportedOrderState,
  addsFacts: ({ evidence }, { chargebacks = [] }) => addsReports(evidence.chargebacks, chargebacks),
};

export const refundsCompared: ComparedKind<Refund, RefundObservation> = {
  ...instruction,
  subject: 'REFUND',
  isAbout: (observation) => observation.subject === 'REFUND',
  inSet: (set, accountId, reference) => set.refund({ accountId, reference })?.refund ?? null,
  isExpected: (refund) => isExpected(refund, refund.evidence.providerId),
  state: ({ status, amount }) => ({ status, amount }),
  reportedState: reportedPayoutState,
};

export const settlementsCompared: ComparedKind<Settlement, SettlementObservation> = {
  ...instruction,
  subject: 'SETTLEMENT',
  isAbout: (observation) => observation.subject === 'SETTLEMENT',
  inSet: (set, accountId, reference) =>
    set.settlement({ accountId, reference })?.settlement ?? null,
  isExpected: (settlement) => isExpected(settlement, settlement.evidence.providerId),
  state: ({ status, request }) => ({ status, amount: request.amount }),
  reportedState: reportedPayoutState,
};

export const abnormalPaymentsCompared: ComparedKind<AbnormalPayment, AbnormalPaymentObservation> = {
  subject: 'ABNORMAL_PAYMENT',
  isAbout: (observation) => observation.subject === 'ABNORMAL_PAYMENT',
  numberOf: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  number: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  inSet: (set, accountId, reference) => set.payment({ accountId, reference })?.payment ?? null,
  isSent: () => true,
  isExpected: () => true,
  lastSentAt: () => null,
  state: ({ status, pending }) => ({ status, amount: pending }),
  reportedState: reportedAbnormalPaymentState,
  agrees: agreesOnAbnormalPayment,
};
