import type {
  AbnormalPayment,
  Order,
  Refund,
  Settlement,
} from '../../domain/aggregates/aggregate.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type {
  AbnormalPaymentObservation,
  Observation,
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
import type { ComparedKind, Row } from '../../domain/reconciliation/kinds.ts';
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
export interface Kind<T extends Row, News extends Observation> extends ComparedKind<T, News> {
  /** Undefined where the provider has no such list. */
  list(connection: Connection): ((range: ListRange, call: Call) => Promise<ListPage>) | undefined;
  canAsk(connection: Connection): boolean;
  byNumbers(sql: Sql, accountId: string, numbers: readonly string[]): Promise<T[]>;
  /** Of an account, oldest first; `ended`: those alone that came to an end without money. */
  created(
    sql: Sql,
    accountId: string,
    range: CreatedRange,
    ended: boolean,
    page: Page,
  ): Promise<T[]>;
  ask(deps: Deps, record: T, querying: Querying): Promise<Queried<T>>;
}

/** What the three kinds of instruction share. */
const asked = <K extends InstructionKind>(kind: InstructionRow<K>) => ({
  canAsk: (connection: Connection) => kind.canQuery(connection),
  ask: (deps: Deps, record: Instructions[K], querying: Querying) =>
    queryInstruction(deps, kind, record, querying),
});

export const orders: Kind<Order, OrderObservation> = {
  ...ordersCompared,
  ...asked(kinds.ORDER),
  list: (connection) => connection.listOrders?.bind(connection),
  byNumbers: ordersByProviderReferences,
  created(sql, accountId, range, ended, page) {
    const statuses = ended ? (['EXPIRED', 'CANCELED', 'FAILED'] as const) : null;
    return ordersCreatedWithin(sql, accountId, range, statuses, page);
  },
};

export const refunds: Kind<Refund, RefundObservation> = {
  ...refundsCompared,
  ...asked(kinds.REFUND),
  list: (connection) => connection.listRefunds?.bind(connection),
  byNumbers: refundsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    refundsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
};

export const settlements: Kind<Settlement, SettlementObservation> = {
  ...settlementsCompared,
  ...asked(kinds.SETTLEMENT),
  list: (connection) => connection.listSettlements?.bind(connection),
  byNumbers: settlementsByProviderReferences,
  created: (sql, accountId, range, ended, page) =>
    settlementsCreatedWithin(sql, accountId, range, ended ? ['FAILED'] : null, page),
};

export const abnormalPayments: Kind<AbnormalPayment, AbnormalPaymentObservation> = {
  ...abnormalPaymentsCompared,
  list: (connection) => connection.listAbnormalPayments?.bind(connection),
  // One by one they are found with their orders.
  canAsk: () => false,
  byNumbers: abnormalPaymentsByProviderIds,
  created: (sql, accountId, range, _ended, page) =>
    abnormalPaymentsCreatedWithin(sql, accountId, range, page),
  ask: queryAbnormalPayment,
};
