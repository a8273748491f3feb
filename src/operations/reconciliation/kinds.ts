import type {
  AbnormalPayment,
  Order,
  Refund,
  Settlement,
} from '../../domain/aggregates/aggregate.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { Instruction } from '../../domain/instructions/instruction.ts';
import type {
  AbnormalPaymentObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import {
  agrees,
  agreesOnAbnormalPayment,
  orderState,
  toldAbnormalPaymentState,
  toldOrderState,
  toldPayoutState,
} from '../../domain/reconciliation.ts';
import type { Agreement, ReconciledState, ReconciledSubject } from '../../domain/reconciliation.ts';
import type { Call, Connection, ListPage, ListRange } from '../../providers/provider.ts';
import {
  abnormalPaymentsByProviderIds,
  abnormalPaymentsCreatedWithin,
} from '../../store/queries/abnormal-payments.ts';
import { ordersByProviderReferences, ordersCreatedWithin } from '../../store/queries/orders.ts';
import { refundsByProviderReferences, refundsCreatedWithin } from '../../store/queries/refunds.ts';
import {
  settlementsByProviderReferences,
  settlementsCreatedWithin,
} from '../../store/queries/settlements.ts';
import type { Page } from '../../store/queries/pages.ts';
import type { CreatedRange } from '../../store/queries/instructions.ts';
import type { Sql } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import type { Kind as InstructionRow } from '../instructions/kind.ts';
import { kinds } from '../instructions/kinds.ts';
import { queryInstruction } from '../instructions/query.ts';
import type { Queried, Querying } from '../instructions/query.ts';
import { queryAbnormalPayment } from '../orders/query-abnormal-payment.ts';

/** What reconciling means for one kind of thing; the course of it is the same for all. */
export interface Kind<T extends { id: string }, News extends Observation> {
  subject: ReconciledSubject;
  /** Undefined where the provider has no such list. */
  list(connection: Connection): ((range: ListRange, call: Call) => Promise<ListPage>) | undefined;
  canAsk(connection: Connection): boolean;
  isAbout(observation: Observation): observation is News;
  /** What both sides call it. */
  numberOf(observation: News): string;
  number(record: T): string;
  byNumbers(sql: Sql, accountId: string, numbers: readonly string[]): Promise<T[]>;
  /** In what was loaded; null where it is not here, or none of this account's. */
  inSet(set: WorkingSet, accountId: string, number: string): T | null;
  /** Of an account, oldest first; `ended`: those alone that came to an end without money. */
  created(
    sql: Sql,
    accountId: string,
    range: CreatedRange,
    ended: boolean,
    page: Page,
  ): Promise<T[]>;
  ask(deps: Deps, record: T, querying: Querying): Promise<Queried<T>>;
  /** Whether it ever reached the provider, or may have; not what is being sent right now. */
  isSent(record: T): boolean;
  /** Whether, as far as we know, the provider has it. */
  isExpected(record: T): boolean;
  /** When it was last sent; null where it was not made here. */
  lastSentAt(record: T): number | null;
  state(record: T): ReconciledState;
  told(observation: News): ReconciledState;
  agrees: Agreement;
}

/** What the three kinds of instruction share. */
function instruction<K extends InstructionKind>(kind: InstructionRow<K>) {
  return {
    subject: kind.kind,
    canAsk: (connection: Connection) => kind.canQuery(connection),
    number: ({ providerReference }: Instruction) => providerReference,
    ask: (deps: Deps, record: Instructions[K], querying: Querying) =>
      queryInstruction(deps, kind, record, querying),
    isSent,
    lastSentAt: ({ submission }: Instruction) => submission.lastSentAt,
    agrees,
  };
}

const numberOf = ({ providerReference }: { providerReference: string }): string =>
  providerReference;

export const orders: Kind<Order, OrderObservation> = {
  ...instruction(kinds.ORDER),
  list: (connection) => connection.listOrders?.bind(connection),
  isAbout: (observation) => observation.subject === 'ORDER',
  numberOf,
  byNumbers: ordersByProviderReferences,
  inSet(set, accountId, reference) {
    const order = set.order({ accountId, reference })?.order;
    return order?.accountId === accountId ? order : null;
  },
  created: (sql, accountId, range, ended, page) =>
    ordersCreatedWithin(
      sql,
      accountId,
      range,
      ended ? ['EXPIRED', 'CANCELED', 'FAILED'] : null,
      page,
    ),
  isExpected: (order) => isExpected(order, order.providerOrderId),
  state: orderState,
  told: toldOrderState,
};

export const refunds: Kind<Refund, RefundObservation> = {
  ...instruction(kinds.REFUND),
  list: (connection) => connection.listRefunds?.bind(connection),
  isAbout: (observation) => observation.subject === 'REFUND',
  numberOf,
  byNumbers: refundsByProviderReferences,
  inSet: (set, accountId, reference) => set.refund({ accountId, reference })?.refund ?? null,
  created: (sql, accountId, range, ended, page) =>
    refundsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
  isExpected: (refund) => isExpected(refund, refund.evidence.providerId),
  state: ({ status, amount }) => ({ status, amount }),
  told: toldPayoutState,
};

export const settlements: Kind<Settlement, SettlementObservation> = {
  ...instruction(kinds.SETTLEMENT),
  list: (connection) => connection.listSettlements?.bind(connection),
  isAbout: (observation) => observation.subject === 'SETTLEMENT',
  numberOf,
  byNumbers: settlementsByProviderReferences,
  inSet: (set, accountId, reference) =>
    set.settlement({ accountId, reference })?.settlement ?? null,
  created: (sql, accountId, range, ended, page) =>
    settlementsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
  isExpected: (settlement) => isExpected(settlement, settlement.evidence.providerId),
  state: ({ status, request }) => ({ status, amount: request.amount }),
  told: toldPayoutState,
};

export const abnormalPayments: Kind<AbnormalPayment, AbnormalPaymentObservation> = {
  subject: 'ABNORMAL_PAYMENT',
  list: (connection) => connection.listAbnormalPayments?.bind(connection),
  // One by one they are found with their orders.
  canAsk: () => false,
  isAbout: (observation) => observation.subject === 'ABNORMAL_PAYMENT',
  numberOf: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  number: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  byNumbers: abnormalPaymentsByProviderIds,
  inSet: (set, accountId, reference) => set.payment({ accountId, reference })?.payment ?? null,
  created: (sql, accountId, range, _ended, page) =>
    abnormalPaymentsCreatedWithin(sql, accountId, range, page),
  ask: queryAbnormalPayment,
  isSent: () => true,
  isExpected: () => true,
  lastSentAt: () => null,
  state: ({ status, pending }) => ({ status, amount: pending }),
  told: toldAbnormalPaymentState,
  agrees: agreesOnAbnormalPayment,
};

type Sent = Instruction & { status: string };

function isSent({ status, submission }: Sent): boolean {
  const { firstSentAt, state } = submission;
  if (status === 'CREATED' || status === 'REQUESTED' || status === 'SUBMITTING') return false;
  // One that was not made here has been answered without having been sent.
  return firstSentAt !== null || state === 'ANSWERED';
}

/** What was refused the provider need not have; what it gave a number, it has. */
function isExpected(work: Sent, providerId: string | null): boolean {
  return isSent(work) && (work.status !== 'FAILED' || providerId !== null);
}
