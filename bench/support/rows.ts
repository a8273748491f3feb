import type { Order, Refund } from '../../src/domain/aggregates/aggregate.ts';
import { observeAnswer } from '../../src/domain/instructions/subject.ts';
import { observe } from '../../src/domain/aggregates/observe.ts';
import { createOrder } from '../../src/domain/aggregates/order.ts';
import { addRefund } from '../../src/domain/aggregates/refund.ts';
import { freshInstruction } from '../../src/domain/instructions/instruction.ts';
import { money } from '../../src/domain/money.ts';
import type { Money } from '../../src/domain/money.ts';
import type { AbnormalPaymentObservation, OrderObservation } from '../../src/domain/observation.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import type { PaymentMethod } from '../../src/domain/request.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { keysOfAll, reportedOf, sourceOf } from '../../src/operations/instructions/change.ts';
import type { AccountRecord } from '../../src/store/records.ts';
import type { Param, Tx } from '../../src/store/sql.ts';
import { numberOf, orderIdOf, providerOrderIdOf, providerReferenceOf } from './numbers.ts';

/** What the orders cost and how they are paid. */
export interface Sold {
  amount: Money;
  method: PaymentMethod;
  /** What the provider's answer asks the payer for. */
  payable: Money;
}

export const soldForTokens: Sold = {
  amount: money('100.00', 'USD'),
  method: { type: 'STABLECOIN', currency: 'USDT', network: 'ETHEREUM' },
  payable: money('101', 'USDT', 'ETHEREUM'),
};

const refundsPerOrder = 2;
const abnormalPaymentsPerOrder = 2;

/**
 * The operations create one order that awaits its payment and has refunds and abnormal payments. All other orders
 * are copies of its rows under their own numbers.
 */
export async function fillDatabase(
  deps: Deps,
  account: AccountRecord,
  orders: number,
  sold: Sold,
): Promise<void> {
  const order = templateOf(deps, account, sold);
  const { currency, network } = sold.payable;
  const coins = (amount: string): Money => money(amount, currency, network);
  const refunds = Array.from({ length: refundsPerOrder }, (_, at) =>
    templateRefund(order, at, coins('1')),
  );
  await deps.queue.change({
    keys: [],
    decide(set) {
      const source = sourceOf(deps, order, 'PROVIDER_ANSWER');
      set.apply(createOrder(order, sourceOf(deps, order, 'MUTATION')));
      observeAnswer(
        set,
        source,
        { kind: 'ORDER', id: order.id },
        reportedOf(deps, [accepted(order, sold.payable)]),
      );
      for (const refund of refunds) {
        const aggregate = set.wholeOrder({ id: order.id });
        if (aggregate === null) throw new Error('the template is gone');
        set.apply(addRefund(aggregate, refund, sourceOf(deps, refund, 'MUTATION')));
      }
      return { result: undefined };
    },
  });
  const payments = templatePayments(order, coins('150'), coins('49'));
  await deps.queue.change({
    keys: keysOfAll(payments, account.id),
    decide(set) {
      const source = sourceOf(deps, order, 'WEBHOOK');
      for (const one of reportedOf(deps, payments)) observe(set, source, one);
      return { result: undefined };
    },
  });
  await deps.queue.commit(async (tx) => {
    await needNobody(tx);
    await copyRows(tx, 'orders', order.id, orders, {
      reference: `'basket ' || n`,
    });
    for (const { id } of refunds) await copyRows(tx, 'refunds', id, orders);
    for (const id of await numberPayments(tx)) await copyRows(tx, 'abnormal_payments', id, orders);
    await copyEvents(tx, order, orders);
  });
}

function templateOf(deps: Deps, account: AccountRecord, { amount, method }: Sold): Order {
  const now = deps.now();
  return {
    ...freshInstruction({ id: orderIdOf(0), at: now }),
    merchantId: account.merchantId,
    accountId: account.id,
    provider: account.provider,
    reference: 'basket 0',
    status: 'SUBMITTING',
    providerReference: providerReferenceOf(0),
    providerOrderId: null,
    request: {
      reference: 'basket',
      amount,
      method,
      customer: {
        id: null,
        firstName: null,
        lastName: null,
        email: null,
        phone: null,
        document: null,
        documentType: null,
        ipAddress: null,
        postcode: null,
        address: null,
      },
      description: 'A basket',
      expiresIn: 1800,
      returnUrl: 'https://shop.example.test/thanks',
      metadata: [{ key: 'basket', value: '1' }],
    },
    erasedAt: null,
    evidence: noOrderEvidence,
    submission: sent(unsent, now),
    refundable: null,
    refundsHeld: 0n,
    refunded: 0n,
    expiresAt: now + 1_800_000,
  };
}

const accepted = ({ providerReference, expiresAt }: Order, payable: Money): OrderObservation => ({
  subject: 'ORDER',
  providerReference,
  status: 'AWAITING_PAYMENT',
  occurredAt: null,
  providerOrderId: providerOrderIdOf(0),
  payable,
  instructions: {
    checkoutUrl: 'https://pay.example.test/pay/OR1971467057612247041',
    depositAddress: '0x2ea755250f9620a6c66b0cd0d41740e3eaec1765',
    tokenContract: '0xdac17f958d2ee523a2206206994597c13d831ec7',
  },
  ...(expiresAt === null ? {} : { expiresAt }),
});

/** Looks as if it was made in the provider's portal, because the template order has not been paid. */
const templateRefund = (order: Order, index: number, amount: Money): Refund => ({
  ...freshInstruction({ id: `rfd_01K0000000R${index}${numberOf(0)}`, at: order.createdAt }),
  merchantId: order.merchantId,
  accountId: order.accountId,
  reference: `refund ${index}`,
  providerReference: `01K0000000P${index}${numberOf(0)}`,
  submission: { ...unsent, state: 'ANSWERED' },
  orderId: order.id,
  abnormalPaymentId: null,
  status: 'REQUESTED',
  amount,
  address: null,
  reason: 'The wrong size',
  evidence: noPayoutEvidence,
});

const templatePayments = (
  { providerReference }: Order,
  received: Money,
  pending: Money,
): AbnormalPaymentObservation[] =>
  Array.from({ length: abnormalPaymentsPerOrder }, (_, index) => ({
    subject: 'ABNORMAL_PAYMENT',
    providerAbnormalPaymentId: `AB${index}${numberOf(0)}`,
    orderProviderReference: providerReference,
    type: 'OVERPAID',
    handled: false,
    occurredAt: null,
    received,
    pending,
    transactionHash: `0x${index}f2b4e6a8${numberOf(0)}`,
  }));

/** Refunds of an order that nobody has paid are only there to be listed. Most orders need no person. */
async function needNobody(tx: Tx): Promise<void> {
  await tx.run(`update orders set attention = '{}', needs_attention = 0, unknown_since = null`);
  await tx.run(`delete from attention_items where subject_id in (select id from orders)`);
}

/** Renames the payments of the first order, so that their copies differ by their number alone. */
async function numberPayments(tx: Tx): Promise<string[]> {
  const made = await tx.all<{ id: string }>('select id from abnormal_payments order by id');
  const ids: string[] = [];
  for (const [index, { id }] of made.entries()) {
    const numbered = `abn_01K0000000N${index}${numberOf(0)}`;
    await tx.run('update abnormal_payments set id = ? where id = ?', numbered, id);
    await tx.run('update events set subject_id = ? where subject_id = ?', numbered, id);
    ids.push(numbered);
  }
  return ids;
}

/** SQL of the number of the copy, `n`, with zeros in front. */
function padded(digits: number): string {
  const long = `'${'0'.repeat(digits)}' || n`;
  return `substr(${long}, length(${long}) - ${digits - 1})`;
}

/** `changed`: SQL of columns that differ by more than their number; `n` is the number of the copy. */
async function copyRows(
  tx: Tx,
  table: string,
  id: string,
  copies: number,
  changed: Readonly<Record<string, string>> = {},
): Promise<void> {
  const row =
    (await tx.get<Record<string, Param>>(`select * from ${table} where id = ?`, id)) ?? {};
  const values = Object.entries(row).map(([column, value]) => {
    const numbered = typeof value === 'string' && value.includes(numberOf(0));
    const copied = numbered ? `replace(${column}, '${numberOf(0)}', ${padded(14)})` : column;
    return changed[column] ?? copied;
  });
  await tx.run(
    `with recursive series(n) as (select 1 union all select n + 1 from series where n < ?)
     insert into ${table} (${Object.keys(row).join(', ')})
     select ${values.join(', ')} from series, ${table} where id = ?`,
    copies,
    id,
  );
}

async function copyEvents(tx: Tx, order: Order, copies: number): Promise<void> {
  const text = 'select id, seq from events where order_id = ? order by seq';
  const events = await tx.all<{ id: string; seq: number }>(text, order.id);
  for (const { id, seq } of events) {
    await copyRows(tx, 'events', id, copies, {
      seq: `n * ${events.length} + seq`,
      id: `'evt_01K0000000E${seq}' || ${padded(14)}`,
    });
  }
  const last = events.length * (copies + 1);
  await tx.run('update merchants set last_seq = ? where id = ?', last, order.merchantId);
}
