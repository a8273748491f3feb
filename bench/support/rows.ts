import { money } from '../../src/domain/money.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import { sent, unsent } from '../../src/domain/submission.ts';
import { applyToOrder } from '../../src/operations/apply-observation.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { ownDoing } from '../../src/operations/moves/context.ts';
import { addOrder } from '../../src/operations/moves/order.ts';
import { addRefund } from '../../src/operations/moves/refund.ts';
import type { AccountRecord, OrderRecord, RefundRecord } from '../../src/store/records.ts';
import type { Param, Sql, Tx } from '../../src/store/sql.ts';
import { numberOf, orderIdOf, providerReferenceOf } from './numbers.ts';

const refundsPerOrder = 2;

/**
 * One order awaits its payment as the operations leave it, and has refunds; all others are copies of its
 * rows under numbers of their own.
 */
export async function fillDatabase(
  deps: Deps,
  account: AccountRecord,
  orders: number,
): Promise<void> {
  await deps.queue.commit(async (tx) => {
    const order = await addTemplate(tx, deps, account);
    await copyRows(tx, 'orders', order.id, orders, {
      reference: `'basket ' || n`,
      provider_order_id: `'OR' || printf('%019d', n)`,
    });
    for (let index = 0; index < refundsPerOrder; index += 1) {
      const refund = await addTemplateRefund(tx, deps, order, index);
      await copyRows(tx, 'refunds', refund.id, orders);
    }
    await copyEvents(tx, order, orders);
  });
}

async function addTemplate(tx: Tx, deps: Deps, account: AccountRecord): Promise<OrderRecord> {
  const now = deps.now();
  const order = await addOrder(tx, deps, ownDoing(now), {
    id: orderIdOf(0),
    merchantId: account.merchantId,
    accountId: account.id,
    provider: account.provider,
    reference: 'basket 0',
    status: 'SUBMITTING',
    providerReference: providerReferenceOf(0),
    providerOrderId: null,
    request: {
      reference: 'basket',
      amount: money('100.00', 'USD'),
      method: { type: 'STABLECOIN', currency: 'USDT', network: 'ETHEREUM' },
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
    evidence: noOrderEvidence,
    submission: sent(unsent, now),
    refundable: null,
    refundsHeld: 0n,
    refunded: 0n,
    expiresAt: now + 1_800_000,
    ...fresh(now),
  });
  const source = {
    merchantId: account.merchantId,
    accountId: account.id,
    cause: 'PROVIDER_ANSWER',
    now,
    deliveryId: null,
  } as const;
  const accepted = {
    subject: 'ORDER',
    providerReference: order.providerReference,
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
    providerOrderId: 'OR0',
    payable: money('101', 'USDT', 'ETHEREUM'),
    instructions: {
      checkoutUrl: 'https://pay.example.test/pay/OR1971467057612247041',
      depositAddress: '0x2ea755250f9620a6c66b0cd0d41740e3eaec1765',
      tokenContract: '0xdac17f958d2ee523a2206206994597c13d831ec7',
    },
    expiresAt: now + 1_800_000,
  } as const;
  return applyToOrder(tx, deps, source, order, [accepted]);
}

async function addTemplateRefund(
  tx: Tx,
  deps: Deps,
  order: OrderRecord,
  index: number,
): Promise<RefundRecord> {
  const now = deps.now();
  const refund: RefundRecord = {
    id: `rfd_01K0000000R${index}${numberOf(0)}`,
    merchantId: order.merchantId,
    accountId: order.accountId,
    reference: `refund ${index}`,
    providerReference: `01K0000000P${index}${numberOf(0)}`,
    submission: { ...unsent, state: 'ANSWERED' },
    orderId: order.id,
    abnormalPaymentId: null,
    status: 'REQUESTED',
    amount: money('1.00', 'USDT', 'ETHEREUM'),
    address: null,
    reason: 'The wrong size',
    evidence: noPayoutEvidence,
    ...fresh(now),
  };
  // As if it was made in the provider's portal, for the template has not been paid.
  await addRefund(tx, deps, ownDoing(now), refund);
  return refund;
}

const fresh = (now: number) => ({
  checkAt: null,
  checks: 0,
  lastCheckAt: null,
  unknownSince: null,
  needsAttention: false,
  version: 1,
  revision: 0,
  createdAt: now,
  updatedAt: now,
});

/** `changed`: SQL of columns that differ otherwise than by their number, `n` being the number of the copy. */
async function copyRows(
  tx: Sql,
  table: string,
  id: string,
  copies: number,
  changed: Readonly<Record<string, string>> = {},
): Promise<void> {
  const row =
    (await tx.get<Record<string, Param>>(`select * from ${table} where id = ?`, id)) ?? {};
  const values = Object.entries(row).map(([column, value]) => {
    const numbered = typeof value === 'string' && value.endsWith(numberOf(0));
    const copied = numbered ? `replace(${column}, '${numberOf(0)}', printf('%014d', n))` : column;
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

async function copyEvents(tx: Sql, order: OrderRecord, copies: number): Promise<void> {
  const text = 'select id, seq from events where order_id = ? order by seq';
  const events = await tx.all<{ id: string; seq: number }>(text, order.id);
  for (const { id, seq } of events) {
    await copyRows(tx, 'events', id, copies, {
      seq: `n * ${events.length} + seq`,
      id: `'evt_01K0000000E${seq}' || printf('%014d', n)`,
    });
  }
  const last = events.length * (copies + 1);
  await tx.run('update merchants set last_seq = ? where id = ?', last, order.merchantId);
}
