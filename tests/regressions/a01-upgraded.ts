import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { describe, expect, it } from 'vitest';
import { judgeAll, payoutRules } from '../../src/domain/judgement.ts';
import type { RecordedStatement } from '../../src/domain/judgement.ts';
import type { RefundObservation } from '../../src/domain/observation.ts';
import { payoutStatus } from '../../src/domain/payout.ts';
import { ended, neverArrived, sent, unsent } from '../../src/domain/instructions/submission.ts';
import { encode } from '../../src/store/json.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import type { Database } from '../../src/store/database.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { paidOrderRow, usdt } from '../store/rows.ts';

const times = { created_at: 1_000, updated_at: 1_000 };
const owned = { merchant_id: 'mer_1', account_id: 'acc_1', version: 1, ...times };
const reportTimes = { heardAt: 5, firstAt: null, lastAt: null };
const inFlight = sent(unsent, 1_000);
const lost = ended(inFlight, 'LOST', 1_000);
const observation = (status: string, more: object = {}) => ({
  subject: 'REFUND',
  providerReference: 'R',
  status,
  occurredAt: null,
  ...more,
});

/** Rows that the previous version had written about two orders of 100 USDT. */
async function writeOldRows(file: string): Promise<void> {
  const before = await MikroORM.init(ormOptions(file));
  await before.migrator.up({ to: '0008-audit-trail' });
  const insert = async (table: string, row: object): Promise<void> => {
    const names = Object.keys(row);
    const values = names.map(() => '?').join(', ');
    const text = `insert into ${table} (${names.join(', ')}) values (${values})`;
    await before.em.getConnection().execute(text, Object.values(row));
  };
  await insert('merchants', { id: 'mer_1', name: 'Shop', timeline: 'T', created_at: 1 });
  const account = { id: 'acc_1', merchant_id: 'mer_1', provider: 'W_CHECKOUT', name: 'main' };
  await insert('provider_accounts', { ...account, base_url: '', credentials: '', ...times });
  for (const [id, paid] of [
    ['ord_1', '100'],
    ['ord_2', '0.01'],
  ] as const) {
    const order = paidOrderRow(id, usdt('100'));
    await insert('orders', {
      ...owned,
      id,
      provider: order.provider,
      reference: id,
      status: order.status,
      provider_reference: id,
      request: encode(order.request),
      evidence: encode({ ...order.evidence, paid: usdt(paid) }),
      refundable: usdt('100').minor.toString(),
      submission: encode(order.submission),
    });
  }
  const facts = { providerId: null, transactionHash: null, fee: null, failure: neverArrived };
  await insert('refunds', {
    ...owned,
    id: 'rfd_1',
    order_id: 'ord_1',
    reference: 'rfd_1',
    provider_reference: 'R',
    status: 'FAILED',
    amount: encode(usdt('60')),
    evidence: encode({ ...facts, seen: { FAILED: reportTimes, PROCESSING: reportTimes } }),
    submission: encode(lost),
  });
  const statements = [
    { subject: 'SUBMISSION', submission: inFlight },
    { subject: 'SUBMISSION', submission: lost },
    observation('FAILED', { failure: neverArrived }),
    observation('PROCESSING'),
  ];
  for (const [at, statement] of statements.entries()) {
    await insert('evidence', {
      subject_id: 'rfd_1',
      digest: String(at),
      id: `evi_${at}`,
      cause: 'MUTATION',
      statement: encode(statement),
      rule: 'DECIDES',
      to_status: 'FAILED',
      heard_at: 5,
      last_heard_at: 5,
    });
  }
  await before.close(true);
}

async function upgraded(check: (reader: Database['reader']) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
  const file = join(folder, 'old.sqlite');
  await writeOldRows(file);
  const database = await openDatabase(`sqlite:${file}`);
  try {
    await check(database.reader);
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
}

export function describeUpgraded(): void {
  describe('A1: a database of the previous version', () => {
    it('A1: lets what the provider reported after we had given up decide, and holds its amount', () =>
      upgraded(async (reader) => {
        const refund = await refundById(reader, 'rfd_1');
        if (refund === null) throw new Error('no refund');
        const { evidence, submission, checkAt, amount } = refund;
        expect(payoutStatus(evidence, submission)).toBe('PROCESSING');
        // It is due, so it is followed, and the log shows what became of it.
        expect(checkAt).toBe(0);
        const stored = await evidenceOf(reader, 'rfd_1', { first: 100, after: null });
        const recorded = stored as unknown as RecordedStatement<RefundObservation>[];
        const again = judgeAll(payoutRules, amount, recorded);
        expect(again).toMatchObject({ status: 'PROCESSING', submission });
        expect(again.evidence).toMatchObject({ failure: null });
        expect(await orderById(reader, 'ord_1')).toMatchObject({
          refundsHeld: usdt('60').minor,
          refundable: usdt('100'),
        });
      }));

    it('A4: refunds no more than what was paid, and queries again how much that was', () =>
      upgraded(async (reader) => {
        const order = await orderById(reader, 'ord_2');
        expect(order).toMatchObject({ refundable: usdt('0.01'), checkAt: 0 });
      }));
  });
}
