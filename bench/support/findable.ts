import { amountRank } from '../../src/domain/order-money.ts';
import { money } from '../../src/domain/money.ts';
import type { AbnormalPayment, Order } from '../../src/domain/aggregates/aggregate.ts';
import type { Customer, PaymentMethod } from '../../src/domain/request.ts';
import { personalTokens } from '../../src/operations/personal-data/blind.ts';
import type { Blind } from '../../src/operations/personal-data/blind.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { abnormalPaymentsOfOrders } from '../../src/store/queries/abnormal-payments.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { addSearchEntries } from '../../src/store/queries/search/entries.ts';
import type { Findable } from '../../src/store/queries/search/entries.ts';
import { firstTokens } from '../../src/store/search/findable.ts';
import type { Tx } from '../../src/store/sql.ts';
import { numberOf, orderIdOf, providerOrderIdOf, providerReferenceOf } from './numbers.ts';

/** Orders that are written in one transaction. */
const atOnce = 1_000;

/** What tells the orders of the searches apart. */
export const found = {
  /** Each tenth in another currency, and few in a third. */
  currency: (n: number) => (n % 5_000 === 0 ? 'JPY' : n % 10 === 0 ? 'EUR' : 'USD'),
  amount: (n: number) => String(1 + ((n * 7_919) % 1_000_000)),
  method: (n: number): PaymentMethod =>
    n % 7 === 0
      ? { type: 'PIX', presentation: 'QR_CODE' }
      : { type: 'STABLECOIN', currency: 'USDT', network: 'ETHEREUM' },
  customer: (n: number) => `customer ${n % 20_000}`,
  email: (n: number) => `payer.${n % 20_000}@example.test`,
  phone: (n: number) => `+4930${String(n % 20_000).padStart(8, '0')}`,
  firstName: (n: number) => `First${n % 50}`,
  lastName: (n: number) => `Last${n % 5_000}`,
  cart: (n: number) => `cart ${n}`,
  shop: (n: number) => `shop ${n % 20}`,
  hash: (n: number) => `0x0f2b4e6a8${numberOf(n)}`,
  needsAttention: (n: number) => n % 1_000 === 0,
  /** Milliseconds after the first order. */
  updatedAfter: (n: number) => (n * 104_729) % 1e7,
};

/**
 * Makes the copies of the first order different, and makes them and their abnormal payments to be found. They have no
 * sealed data: no list shows them.
 */
export async function makeFindable(deps: Deps, orders: number): Promise<void> {
  const order = await orderById(deps.read, orderIdOf(0));
  if (order === null) throw new Error('no order');
  const payments = await abnormalPaymentsOfOrders(deps.read, [order.id]);
  const blind = await deps.blinds.of(order.merchantId);
  for (let first = 1; first <= orders; first += atOnce) {
    const count = Math.min(atOnce, orders + 1 - first);
    const numbers = Array.from({ length: count }, (_, at) => first + at);
    await deps.queue.commit(async (tx) => {
      for (const n of numbers) await changeOrder(tx, order, n);
      await addSearchEntries(
        tx,
        numbers.flatMap((n) => [
          ...entriesOf(orderOf(order, n), blind),
          ...payments.map((payment, at) => paymentEntry(payment, at, n)),
        ]),
      );
    });
  }
}

const customerOf = (n: number, customer: Customer): Customer => ({
  ...customer,
  id: found.customer(n),
  email: found.email(n),
  phone: found.phone(n),
  firstName: found.firstName(n),
  lastName: found.lastName(n),
});

const orderOf = (order: Order, n: number): Order => ({
  ...order,
  id: orderIdOf(n),
  reference: `basket ${n}`,
  providerReference: providerReferenceOf(n),
  providerOrderId: providerOrderIdOf(n),
  request: {
    ...order.request,
    amount: money(found.amount(n), found.currency(n)),
    method: found.method(n),
    customer: customerOf(n, order.request.customer),
    metadata: [
      { key: 'cart', value: found.cart(n) },
      { key: 'shop', value: found.shop(n) },
    ],
  },
});

function entriesOf(order: Order, blind: Blind): Findable[] {
  const { id, request } = order;
  const personal = { customer: request.customer, methods: [] };
  return [
    { id, tokens: firstTokens('orders', order) },
    { id, tokens: personalTokens(blind, personal) },
  ];
}

/** As the copies of the first one are numbered, which may begin with a zero. */
export const paymentIdOf = (at: number, n: number): string =>
  `abn_01K0000000N${`${at}${numberOf(0)}`.replace(numberOf(0), numberOf(n))}`;

function paymentEntry(payment: AbnormalPayment, at: number, n: number): Findable {
  const transactionHash = `0x${at}f2b4e6a8${numberOf(n)}`;
  const numbered = {
    ...payment,
    providerAbnormalPaymentId: `AB${at}${numberOf(n)}`,
    evidence: { ...payment.evidence, transactionHash },
  };
  return {
    id: paymentIdOf(at, n),
    tokens: firstTokens('abnormal_payments', numbered),
  };
}

async function changeOrder(tx: Tx, order: Order, n: number): Promise<void> {
  const { id, request } = orderOf(order, n);
  const { amount, method } = request;
  await tx.run(
    'update orders set currency = ?, amount_rank = ?, method = ?, updated_at = ? where id = ?',
    ...[amount.currency, amountRank(amount), method.type, order.updatedAt + found.updatedAfter(n)],
    id,
  );
  if (!found.needsAttention(n)) return;
  await tx.run(
    `insert into attention_items (subject_id, reason, id, merchant_id, account_id, order_id, since)
     values (?, 'OTHER_AMOUNT', ?, ?, ?, ?, 1)`,
    ...[id, `att_${numberOf(n)}`, order.merchantId, order.accountId, id],
  );
}
