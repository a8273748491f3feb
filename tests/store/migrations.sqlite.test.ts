import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { expect, it } from 'vitest';
import { createOrder } from '../../src/domain/aggregates/order.ts';
import { judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { Acceptance, RecordedStatement } from '../../src/domain/judgement.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import { createMakeId } from '../../src/store/ids.ts';
import { encode } from '../../src/store/json.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { pushedAt } from '../support/core.ts';
import { abnormalPaymentRow, orderRow, paidOrderRow } from './rows.ts';

type RecordedOfOrder = RecordedStatement<OrderObservation | Acceptance>;

const times = { created_at: 1_000, updated_at: 1_000 };
const owned = { merchant_id: 'mer_1', account_id: 'acc_1', version: 1, ...times };

/** A database as it was after the migration `to`, with a merchant and an account. */
async function openOld(to: string) {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
  const file = join(folder, 'old.sqlite');
  const orm = await MikroORM.init(ormOptions(file));
  await orm.migrator.up({ to });
  const insert = async (table: string, row: object): Promise<void> => {
    const names = Object.keys(row);
    const values = names.map(() => '?').join(', ');
    const text = `insert into ${table} (${names.join(', ')}) values (${values})`;
    await orm.em.getConnection().execute(text, Object.values(row));
  };
  await insert('merchants', { id: 'mer_1', name: 'Shop', timeline: 'T', created_at: 1 });
  const account = { id: 'acc_1', merchant_id: 'mer_1', provider: 'W_CHECKOUT', name: 'main' };
  await insert('provider_accounts', { ...account, base_url: '', credentials: '', ...times });
  return {
    insert,
    async upgrade() {
      await orm.close(true);
      return openDatabase(`sqlite:${file}`);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

it('an older database keeps its rows, and the rules lead from their evidence to the same state', async () => {
  await using old = await openOld('0001-foundation');
  const { insert } = old;
  const order = paidOrderRow('ord_1');
  const { accepted: _, chargebacks: _none, ...orderEvidence } = order.evidence;
  await insert('orders', {
    ...owned,
    id: order.id,
    provider: order.provider,
    reference: order.reference,
    status: order.status,
    provider_reference: order.providerReference,
    request: encode(order.request),
    evidence: encode(orderEvidence),
    refundable: String(order.refundable?.minor),
    submission: encode(order.submission),
  });
  const payment = abnormalPaymentRow('abn_1', { orderId: order.id, held: 10_000_000n });
  const { resolution: __, ...evidence } = payment.evidence;
  await insert('abnormal_payments', {
    ...owned,
    id: payment.id,
    order_id: order.id,
    provider_abnormal_payment_id: payment.providerAbnormalPaymentId,
    type: evidence.type,
    status: payment.status,
    evidence: encode(evidence),
    refundable: String(evidence.pendingAtFirst.minor),
    refunds_held: String(payment.held),
    pending: encode(payment.pending),
  });

  const database = await old.upgrade();
  expect(await orderById(database.reader, order.id)).toEqual(order);
  expect(await abnormalPaymentById(database.reader, payment.id)).toEqual(payment);
  const stored = await evidenceOf(database.reader, order.id, { first: 100, after: null });
  expect(stored).toMatchObject([{ rule: 'KNOWN_BEFORE', from: null, to: order.status, times: 1 }]);
  expect(
    judgeAll(orderRules(order), order.request.amount, stored as unknown as RecordedOfOrder[]),
  ).toMatchObject({
    evidence: order.evidence,
    submission: order.submission,
  });
  await database.close();
});

it('older evidence comes first, whatever of it was added last and whatever the clock says', async () => {
  await using old = await openOld('0014-refunds-held-first');
  const order = orderRow('ord_1', { status: 'SUBMITTING' });
  const evidence = {
    cause: 'MUTATION',
    statement: '{}',
    rule: 'KNOWN_BEFORE',
    to_status: 'CREATED',
  };
  // The latest is not the one that was added last: its clock was ahead of another process's clock.
  for (const [subject, at] of [
    ['ord_0', 1_000],
    [order.id, 9_000],
    ['stl_1', 2_000],
  ] as const) {
    const id = createMakeId()('evi', at);
    const times = { heard_at: at, last_heard_at: at };
    await old.insert('evidence', { subject_id: subject, digest: '', id, ...evidence, ...times });
  }

  const database = await old.upgrade();
  const queue = new WriteQueue(database.writer, () => undefined);
  await queue.change({
    keys: [],
    decide: (set) => ({ result: void set.apply(createOrder(order, pushedAt(3_000))) }),
  });
  const stored = await evidenceOf(database.reader, order.id, { first: 100, after: null });
  expect(stored.map(({ recordedAt }) => recordedAt)).toEqual([9_000, 3_000]);
  await database.close();
});
