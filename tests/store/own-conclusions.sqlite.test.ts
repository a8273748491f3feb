import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { expect, it } from 'vitest';
import { failure } from '../../src/domain/evidence.ts';
import { judgeAll, payoutRules } from '../../src/domain/judgement.ts';
import type { RecordedStatement } from '../../src/domain/judgement.ts';
import type {
  Failure,
  ReportedPayoutStatus,
  RefundObservation,
} from '../../src/domain/observation.ts';
import { payoutStatus } from '../../src/domain/payout.ts';
import {
  failureOf,
  neverArrived,
  sent,
  unreachable,
  unsent,
} from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';
import { encode } from '../../src/store/json.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { paidOrderRow, usdt } from './rows.ts';

const times = { created_at: 1_000, updated_at: 1_000 };
const owned = { merchant_id: 'mer_1', account_id: 'acc_1', version: 1, ...times };
const reportTimes = { heardAt: 5, firstAt: null, lastAt: null };
const inFlight = sent(unsent, 1_000);
const lost = { ...inFlight, state: 'LOST' } as const;
const declined = failure('DECLINED', 'No.', { code: '7' });

/** Rows as they were written before: final status, failure and submission, and the evidence that led there. */
interface Old {
  id: string;
  status: ReportedPayoutStatus;
  failure: Failure | null;
  submission: Submission;
  providerId: string | null;
  statements: readonly object[];
}

const observation = (status: ReportedPayoutStatus, why: Failure | null): object => ({
  subject: 'REFUND',
  providerReference: 'R',
  status,
  ...(why === null ? {} : { failure: why }),
  occurredAt: null,
});
const own = (submission: Submission): object => ({ subject: 'SUBMISSION', submission });
const old = (id: string, rest: Partial<Old>): Old => ({
  id,
  status: 'FAILED',
  failure: neverArrived,
  submission: lost,
  providerId: null,
  statements: [own(inFlight), own(lost), observation('FAILED', neverArrived)],
  ...rest,
});

const rows: readonly Old[] = [
  old('rfd_absent', {}),
  old('rfd_unreachable', {
    failure: unreachable,
    submission: unsent,
    statements: [own(inFlight), own(unsent), observation('FAILED', unreachable), own(unsent)],
  }),
  old('rfd_withdrawn', {
    status: 'CANCELED',
    failure: null,
    submission: unsent,
    statements: [own(inFlight), own(unsent), observation('CANCELED', null)],
  }),
  old('rfd_declined', {
    failure: declined,
    submission: { ...inFlight, state: 'ANSWERED' },
    providerId: 'P1',
    statements: [
      own(inFlight),
      observation('FAILED', declined),
      own({ ...inFlight, state: 'ANSWERED' }),
    ],
  }),
];

it("the migration separates our own conclusions from the provider's reports, and corrects the sums", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
  const file = join(folder, 'old.sqlite');
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
  const order = paidOrderRow('ord_1', usdt('100'));
  await insert('orders', {
    ...owned,
    id: order.id,
    provider: order.provider,
    reference: order.reference,
    status: order.status,
    provider_reference: order.providerReference,
    request: encode(order.request),
    evidence: encode(order.evidence),
    refundable: String(order.refundable?.minor),
    // Capped at what was paid.
    refunds_held: String(order.refundable?.minor),
    submission: encode(order.submission),
  });
  const refund = (id: string, status: string, submission: Submission, evidence: object) =>
    insert('refunds', {
      ...owned,
      id,
      order_id: order.id,
      reference: id,
      provider_reference: id,
      status,
      amount: encode(usdt('60')),
      evidence: encode(evidence),
      submission: encode(submission),
    });
  const elsewhere = { ...unsent, state: 'ANSWERED' } as const;
  const facts = { providerId: null, transactionHash: null, fee: null, failure: null };
  for (const id of ['rfd_portal_1', 'rfd_portal_2']) {
    await refund(id, 'SUCCEEDED', elsewhere, { ...facts, seen: { SUCCEEDED: reportTimes } });
  }
  for (const row of rows) {
    const { id, status, submission, providerId, statements } = row;
    const seen = { [status]: reportTimes };
    await refund(id, status, submission, { ...facts, seen, providerId, failure: row.failure });
    for (const [at, statement] of statements.entries()) {
      const rule =
        'subject' in statement && statement.subject === 'SUBMISSION' ? 'LOST' : 'DECIDES';
      await insert('evidence', {
        subject_id: id,
        digest: String(at),
        id: `evi_${id}_${at}`,
        cause: 'MUTATION',
        statement: encode(statement),
        rule,
        to_status: status,
        heard_at: 5,
        last_heard_at: 5,
      });
    }
  }
  await before.close(true);

  const database = await openDatabase(`sqlite:${file}`);
  for (const { id, status, failure: why, statements } of rows) {
    const found = await refundById(database.reader, id);
    if (found === null) throw new Error(`no ${id}`);
    expect([found.status, payoutStatus(found.evidence, found.submission)]).toEqual([
      status,
      status,
    ]);
    expect(failureOf(found)).toEqual(why);
    const isOurs = id !== 'rfd_declined';
    expect(Object.keys(found.evidence.seen)).toEqual(isOurs ? [] : [status]);
    const stored = await evidenceOf(database.reader, id, { first: 100, after: null });
    expect(stored).toHaveLength(statements.length);
    const recorded = stored as unknown as RecordedStatement<RefundObservation>[];
    const again = judgeAll(payoutRules, found.amount, recorded);
    expect(again.status).toBe(status);
    // From now on the provider's reported status decides.
    const pending = { statement: observation('PENDING', null) as RefundObservation, recordedAt: 9 };
    const later = judgeAll(payoutRules, found.amount, [...recorded, pending]);
    expect(later.status).toBe(isOurs ? 'PENDING' : 'FAILED');
  }
  expect(await orderById(database.reader, order.id)).toMatchObject({
    refundsHeld: usdt('120').minor,
    needsAttention: true,
  });
  await database.close();
  await rm(folder, { recursive: true });
});
