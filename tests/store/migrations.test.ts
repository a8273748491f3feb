import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { expect, it } from 'vitest';
import { judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { Acceptance, Heard } from '../../src/domain/judgement.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import { encode } from '../../src/store/json.ts';
import { openDatabase, ormOptions } from '../../src/store/orm.ts';
import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { abnormalPaymentRow, paidOrderRow } from './rows.ts';

type HeardOfOrder = Heard<OrderObservation | Acceptance>;

const times = { created_at: 1_000, updated_at: 1_000 };
const owned = { merchant_id: 'mer_1', account_id: 'acc_1', version: 1, ...times };

it('a database of before keeps its rows, and the rules lead from their evidence to the same state', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
  const file = join(folder, 'old.sqlite');
  const old = await MikroORM.init(ormOptions(file));
  await old.migrator.up({ to: '0001-foundation' });
  const insert = async (table: string, row: object): Promise<void> => {
    const names = Object.keys(row);
    const values = names.map(() => '?').join(', ');
    const text = `insert into ${table} (${names.join(', ')}) values (${values})`;
    await old.em.getConnection().execute(text, Object.values(row));
  };
  await insert('merchants', { id: 'mer_1', name: 'Shop', timeline: 'T', created_at: 1 });
  const account = { id: 'acc_1', merchant_id: 'mer_1', provider: 'W_CHECKOUT', name: 'main' };
  await insert('provider_accounts', { ...account, base_url: '', credentials: '', ...times });
  const order = paidOrderRow('ord_1');
  const { accepted: _, ...orderEvidence } = order.evidence;
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
  await old.close(true);

  const database = await openDatabase(`sqlite:${file}`);
  expect(await orderById(database.reader, order.id)).toEqual(order);
  expect(await abnormalPaymentById(database.reader, payment.id)).toEqual(payment);
  const kept = await evidenceOf(database.reader, order.id, { first: 100, after: null });
  expect(kept).toMatchObject([{ rule: 'KNOWN_BEFORE', from: null, to: order.status, times: 1 }]);
  expect(
    judgeAll(orderRules(order), order.request.amount, kept as unknown as HeardOfOrder[]),
  ).toMatchObject({
    evidence: order.evidence,
    submission: order.submission,
  });
  await database.close();
  await rm(folder, { recursive: true });
});
