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
import type { CreatedRange } from '../../store/queries/work.ts';
import type {
  AbnormalPaymentRecord,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
  WorkRecord,
} from '../../store/records.ts';
import type { Sql } from '../../store/sql.ts';
import { askAbnormalPayment, askOrder, askRefund, askSettlement } from '../ask.ts';
import type { Asked, Asking } from '../ask.ts';
import type { Deps } from '../deps.ts';

/** What reconciling means for one kind of thing; the course of it is the same for all. */
export interface Kind<T extends { id: string }, News extends Observation> {
  subject: ReconciledSubject;
  /** Undefined where the provider has no such list. */
  list(connection: Connection): ((range: ListRange, call: Call) => Promise<ListPage>) | undefined;
  canAsk(connection: Connection): boolean;
  isAbout(news: Observation): news is News;
  /** What both sides call it. */
  numberOf(news: News): string;
  number(record: T): string;
  byNumbers(sql: Sql, accountId: string, numbers: readonly string[]): Promise<T[]>;
  /** Of an account, oldest first; `ended`: those alone that came to an end without money. */
  created(
    sql: Sql,
    accountId: string,
    range: CreatedRange,
    ended: boolean,
    page: Page,
  ): Promise<T[]>;
  ask(deps: Deps, record: T, asking: Asking): Promise<Asked<T>>;
  /** Whether it ever reached the provider, or may have; not what is being sent right now. */
  isSent(record: T): boolean;
  /** Whether, as far as we know, the provider has it. */
  isExpected(record: T): boolean;
  /** When it was last sent; null where it was not made here. */
  lastSentAt(record: T): number | null;
  state(record: T): ReconciledState;
  told(news: News): ReconciledState;
  agrees: Agreement;
}

export const orders: Kind<OrderRecord, OrderObservation> = {
  subject: 'ORDER',
  list: (connection) => connection.listOrders?.bind(connection),
  canAsk: () => true,
  isAbout: (news) => news.subject === 'ORDER',
  numberOf: ({ providerReference }) => providerReference,
  number: ({ providerReference }) => providerReference,
  byNumbers: ordersByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    ordersCreatedWithin(
      sql,
      accountId,
      range,
      ended ? ['EXPIRED', 'CANCELED', 'FAILED'] : null,
      page,
    ),
  ask: askOrder,
  isSent,
  isExpected: (order) => isExpected(order, order.providerOrderId),
  lastSentAt: ({ submission }) => submission.lastSentAt,
  state: orderState,
  told: toldOrderState,
  agrees,
};

export const refunds: Kind<RefundRecord, RefundObservation> = {
  subject: 'REFUND',
  list: (connection) => connection.listRefunds?.bind(connection),
  canAsk: (connection) => connection.queryRefund !== undefined,
  isAbout: (news) => news.subject === 'REFUND',
  numberOf: ({ providerReference }) => providerReference,
  number: ({ providerReference }) => providerReference,
  byNumbers: refundsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    refundsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
  ask: askRefund,
  isSent,
  isExpected: (refund) => isExpected(refund, refund.evidence.providerId),
  lastSentAt: ({ submission }) => submission.lastSentAt,
  state: ({ status, amount }) => ({ status, amount }),
  told: toldPayoutState,
  agrees,
};

export const settlements: Kind<SettlementRecord, SettlementObservation> = {
  subject: 'SETTLEMENT',
  list: (connection) => connection.listSettlements?.bind(connection),
  canAsk: (connection) => connection.querySettlement !== undefined,
  isAbout: (news) => news.subject === 'SETTLEMENT',
  numberOf: ({ providerReference }) => providerReference,
  number: ({ providerReference }) => providerReference,
  byNumbers: settlementsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    settlementsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
  ask: askSettlement,
  isSent,
  isExpected: (settlement) => isExpected(settlement, settlement.evidence.providerId),
  lastSentAt: ({ submission }) => submission.lastSentAt,
  state: ({ status, request }) => ({ status, amount: request.amount }),
  told: toldPayoutState,
  agrees,
};

export const abnormalPayments: Kind<AbnormalPaymentRecord, AbnormalPaymentObservation> = {
  subject: 'ABNORMAL_PAYMENT',
  list: (connection) => connection.listAbnormalPayments?.bind(connection),
  // One by one they are found with their orders.
  canAsk: () => false,
  isAbout: (news) => news.subject === 'ABNORMAL_PAYMENT',
  numberOf: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  number: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  byNumbers: abnormalPaymentsByProviderIds,
  created: (sql, accountId, range, _ended, page) =>
    abnormalPaymentsCreatedWithin(sql, accountId, range, page),
  ask: askAbnormalPayment,
  isSent: () => true,
  isExpected: () => true,
  lastSentAt: () => null,
  state: ({ status, pending }) => ({ status, amount: pending }),
  told: toldAbnormalPaymentState,
  agrees: agreesOnAbnormalPayment,
};

type Sent = WorkRecord & { status: string };

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
