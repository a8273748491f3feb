import { keyText, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { KeyToLoad } from '../../domain/aggregates/working-set.ts';
import type {
  AbnormalPayment,
  Aggregate,
  Order,
  Refund,
} from '../../domain/aggregates/aggregate.ts';
import {
  abnormalPaymentById,
  abnormalPaymentByProviderId,
  abnormalPaymentsOfOrders,
} from '../queries/abnormal-payments.ts';
import { orderById, orderKnownAt } from '../queries/orders.ts';
import { refundById, refundByProviderReference, refundsOfOrders } from '../queries/refunds.ts';
import { settlementById, settlementByProviderReference } from '../queries/settlements.ts';
import type { Sql } from '../sql.ts';

/**
 * The aggregates that the keys lead to, as they are in the write transaction, each as far as it is needed: an order
 * with its refunds and abnormal payments where a key says so, or is one of theirs.
 */
export async function load(
  sql: Sql,
  keys: readonly KeyToLoad[],
  breathe: () => Promise<void> | undefined,
): Promise<WorkingSet> {
  const loading = new Loading(sql);
  for (const key of keys) {
    await loading.find(key);
    await breathe();
  }
  return loading.finish();
}

interface Found {
  order: Order;
  isWhole: boolean;
}

class Loading {
  readonly #sql: Sql;
  readonly #set = new WorkingSet();
  readonly #done = new Map<string, boolean>();
  readonly #orders = new Map<string, Found>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(key: KeyToLoad): Promise<void> {
    const text = keyText(key);
    const isWhole = key.whole === true || key.kind === 'REFUND' || key.kind === 'ABNORMAL_PAYMENT';
    const before = this.#done.get(text);
    if (before === true || before === isWhole) return;
    this.#done.set(text, isWhole);
    switch (key.kind) {
      case 'ORDER':
        return this.#addOrder(key, await this.#order(key), isWhole);
      case 'SETTLEMENT':
        return this.#add(key, await this.#settlement(key));
      case 'REFUND': {
        const refund = await this.#refund(key);
        return this.#addMember(key, refund, refund?.orderId ?? null);
      }
      case 'ABNORMAL_PAYMENT': {
        const payment = await this.#payment(key);
        if (payment !== null && payment.orderId === null) {
          return this.#add(key, { kind: 'ABNORMAL_PAYMENT', payment });
        }
        return this.#addMember(key, payment, payment?.orderId ?? null);
      }
    }
  }

  /** What belongs to orders is read for all of them at once. */
  async finish(): Promise<WorkingSet> {
    const ids = [...this.#orders].filter(([, { isWhole }]) => isWhole).map(([id]) => id);
    const refunds = ids.length === 0 ? [] : await refundsOfOrders(this.#sql, ids);
    const payments = ids.length === 0 ? [] : await abnormalPaymentsOfOrders(this.#sql, ids);
    const refundsOf = Map.groupBy(refunds, ({ orderId }) => orderId);
    const paymentsOf = Map.groupBy(payments, ({ orderId }) => orderId);
    for (const [id, { order, isWhole }] of this.#orders) {
      this.#set.put({
        kind: 'ORDER',
        order,
        refunds: isWhole ? (refundsOf.get(id) ?? []) : null,
        abnormalPayments: isWhole ? (paymentsOf.get(id) ?? []) : null,
      });
    }
    return this.#set;
  }

  #add(key: KeyToLoad, aggregate: Aggregate | null): void {
    if (aggregate === null) this.#set.place(key, null);
    else this.#set.put(aggregate);
  }

  #addOrder(key: KeyToLoad, order: Order | null, isWhole: boolean): void {
    // It may be known by a name that it had at an account which it has left.
    this.#set.place(key, order === null ? null : { root: order.id, id: order.id });
    if (order === null) return;
    const known = this.#orders.get(order.id);
    this.#orders.set(order.id, { order, isWhole: isWhole || known?.isWhole === true });
  }

  async #addMember(
    key: KeyToLoad,
    member: Refund | AbnormalPayment | null,
    orderId: string | null,
  ): Promise<void> {
    if (member === null || orderId === null) return this.#set.place(key, null);
    await this.find({ kind: 'ORDER', id: orderId, whole: true });
  }

  #order(key: KeyToLoad): Promise<Order | null> {
    if (!('id' in key)) return orderKnownAt(this.#sql, key.accountId, key.reference);
    const known = this.#orders.get(key.id);
    return known === undefined ? orderById(this.#sql, key.id) : Promise.resolve(known.order);
  }

  #refund(key: KeyToLoad): Promise<Refund | null> {
    return 'id' in key
      ? refundById(this.#sql, key.id)
      : refundByProviderReference(this.#sql, key.accountId, key.reference);
  }

  #payment(key: KeyToLoad): Promise<AbnormalPayment | null> {
    return 'id' in key
      ? abnormalPaymentById(this.#sql, key.id)
      : abnormalPaymentByProviderId(this.#sql, key.accountId, key.reference);
  }

  async #settlement(key: KeyToLoad): Promise<Aggregate | null> {
    const settlement = await ('id' in key
      ? settlementById(this.#sql, key.id)
      : settlementByProviderReference(this.#sql, key.accountId, key.reference));
    return settlement === null ? null : { kind: 'SETTLEMENT', settlement };
  }
}
