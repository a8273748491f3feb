import type {
  AbnormalPayment,
  Order,
  Refund,
  Settlement,
} from '../../domain/aggregates/aggregate.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type {
  AbnormalPaymentObservation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import {
  abnormalPaymentsCompared,
  ordersCompared,
  refundsCompared,
  settlementsCompared,
} from '../../domain/reconciliation/kinds.ts';
import type { Connection } from '../../providers/provider.ts';
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
import type { Deps } from '../deps.ts';
import type { Kind as InstructionRow } from '../instructions/kind.ts';
import { kinds } from '../instructions/kinds.ts';
import { queryInstruction } from '../instructions/query.ts';
import type { Querying } from '../instructions/query.ts';
import { queryAbnormalPayment } from '../orders/query-abnormal-payment.ts';
import type { Kind } from './kind.ts';

/** What the three kinds of instruction share. */
const queriesOf = <K extends InstructionKind>(kind: InstructionRow<K>) => ({
  canQuery: (connection: Connection) => kind.canQuery(connection),
  query: (deps: Deps, record: Instructions[K], querying: Querying) =>
    queryInstruction(deps, kind, record, querying),
});

export const orders: Kind<Order, OrderObservation> = {
  ...ordersCompared,
  ...queriesOf(kinds.ORDER),
  list: (connection) => connection.listOrders?.bind(connection),
  byNumbers: ordersByProviderReferences,
  created(sql, accountId, range, ended, page) {
    const statuses = ended ? (['EXPIRED', 'CANCELED', 'FAILED'] as const) : null;
    return ordersCreatedWithin(sql, accountId, range, statuses, page);
  },
};

export const refunds: Kind<Refund, RefundObservation> = {
  ...refundsCompared,
  ...queriesOf(kinds.REFUND),
  list: (connection) => connection.listRefunds?.bind(connection),
  byNumbers: refundsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    refundsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
};

export const settlements: Kind<Settlement, SettlementObservation> = {
  ...settlementsCompared,
  ...queriesOf(kinds.SETTLEMENT),
  list: (connection) => connection.listSettlements?.bind(connection),
  byNumbers: settlementsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    settlementsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
};

export const abnormalPayments: Kind<AbnormalPayment, AbnormalPaymentObservation> = {
  ...abnormalPaymentsCompared,
  list: (connection) => connection.listAbnormalPayments?.bind(connection),
  // A query of the order finds its abnormal payments.
  canQuery: () => false,
  byNumbers: abnormalPaymentsByProviderIds,
  created: (sql, accountId, range, _ended, page) =>
    abnormalPaymentsCreatedWithin(sql, accountId, range, page),
  query: queryAbnormalPayment,
};
