import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { expect, it } from 'vitest';
import { changeOrder } from '../../src/domain/aggregates/order.ts';
import type { OrderChange } from '../../src/domain/aggregates/order.ts';
import { judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { OrderFact, RecordedStatement } from '../../src/domain/judgement.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { createMakeId } from '../../src/store/ids.ts';
import { encode } from '../../src/store/json.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import type { Database } from '../../src/store/database.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import { pushedAt } from '../support/core.ts';
import { orderRow, refundRow, settlementRow } from './rows.ts';

const order = orderRow('ord_1', { accountId: 'acc_2', providerReference: 'R' });
const now = 400_000;

/** In a text of the provider it is not a name. */
const tricky = '"heardAt":"said":';
const failed = `{"code":"DECLINED","message":"No.","providerCode":null,"providerMessage":${JSON.stringify(tricky)}}`;
const inFlight = (at: number): string =>
  `{"state":"IN_FLIGHT","firstSentAt":${at},"lastSentAt":${at},"absentFrom":null,"absentTo":null}`;
const lost = `{"state":"LOST","firstSentAt":2,"lastSentAt":300000,"absentFrom":null,"absentTo":null}`;
const seen = (status: string, at: number): string =>
  `"seen":{"${status}":{"heardAt":${at},"firstAt":null,"lastAt":null}}`;
const payout = (status: string): string =>
  `{${seen(status, 5)},"providerId":null,"transactionHash":null,"fee":null,"failure":${failed},"attention":[]}`;
const elsewhere =
  '{"subject":"ORDER","providerReference":"Q","status":"EXPIRED","occurredAt":null}';

/**
 * As the previous version wrote them: statement, the text its digest was made of, rule, time of the last sending,
 * status.
 */
const pieces: readonly [string, string | null, string, number | null, string][] = [
  [
    `{"subject":"KNOWN_BEFORE","evidence":{${seen('FAILED', 1)},"failure":${failed}},"submission":${inFlight(1)}}`,
    null,
    'KNOWN_BEFORE',
    null,
    'SUBMITTING',
  ],
  [
    `{"subject":"TURN","accountId":"acc_2","submission":${inFlight(2)}}`,
    null,
    'TURNED',
    1,
    'SUBMITTING',
  ],
  [
    `{"subject":"SAID_ELSEWHERE","accountId":"acc_1","said":${elsewhere}}`,
    `{"subject":"SAID_ELSEWHERE","accountId":"acc_1","said":${elsewhere}}`,
    'LEFT_ACCOUNT',
    300_000,
    'UNKNOWN',
  ],
  [`{"subject":"SUBMISSION","submission":${lost}}`, null, 'ANSWER_LOST', 300_000, 'UNKNOWN'],
  [
    '{"subject":"ABSENCE","of":"ORDER","providerReference":"R","askedAt":310000,"steadySince":0}',
    '{"subject":"ABSENCE","of":"ORDER","providerReference":"R","askedAt":null,"steadySince":null}',
    'ABSENCE_OUTRANKED',
    300_000,
    'UNKNOWN',
  ],
];

const makeId = createMakeId();
const times = { created_at: 1_000, updated_at: 1_000 };
const owned = { merchant_id: 'mer_1', version: 1, submission: lost, ...times };

async function writeOld(file: string): Promise<void> {
  const before = await MikroORM.init(ormOptions(file));
  await before.migrator.up({ to: '0015-newest-evidence-last' });
  const insert = async (table: string, row: object): Promise<void> => {
    const names = Object.keys(row);
    const values = names.map(() => '?').join(', ');
    const text = `insert into ${table} (${names.join(', ')}) values (${values})`;
    await before.em.getConnection().execute(text, Object.values(row));
  };
  await insert('merchants', { id: 'mer_1', name: 'Shop', timeline: 'T', created_at: 1 });
  for (const id of ['acc_1', 'acc_2']) {
    const account = { id, merchant_id: 'mer_1', provider: 'W_CHECKOUT', name: id };
    const last = '{"at":40,"findings":2,"complete":true,"deepAt":40,"askedAt":30}';
    const rest = { base_url: '', credentials: '', last_reconciliation: last };
    await insert('provider_accounts', { ...account, ...rest, ...times });
  }
  const { id, provider, reference } = order;
  const sent = { ...owned, account_id: 'acc_2' };
  const named = { reference: 'R1', provider_reference: 'R1', status: 'FAILED' };
  await insert('orders', {
    ...sent,
    id,
    provider,
    reference,
    provider_reference: 'R',
    status: 'UNKNOWN',
    request: encode(order.request),
    evidence: `{${seen('NO_KNOWN_WORD', 5)},"failure":${failed}}`,
  });
  const refund = refundRow('rfd_1', { orderId: id });
  await insert('refunds', {
    ...sent,
    ...named,
    id: refund.id,
    order_id: id,
    amount: encode(refund.amount),
    evidence: payout('FAILED'),
    // Made in the provider's portal.
    submission: lost.replaceAll('"LOST","firstSentAt":2', '"ANSWERED","firstSentAt":null'),
  });
  const settlement = settlementRow('stl_1');
  await insert('settlements', {
    ...sent,
    ...named,
    id: settlement.id,
    provider,
    request: encode(settlement.request),
    order_ids: '[]',
    evidence: payout('FAILED'),
  });
  for (const [at, [statement, digested, rule, sentAt, to]] of pieces.entries()) {
    const cause = 'PROVIDER_QUERY';
    const met = JSON.stringify([cause, null, sentAt, rule, 'UNKNOWN', to]);
    const text = `${met.slice(0, -1)},${digested}]`;
    await insert('evidence', {
      subject_id: id,
      digest: digested === null ? String(at) : hash('sha256', text, 'base64url'),
      id: makeId('evi', 310_000 + at),
      cause,
      statement,
      rule,
      from_status: at === 0 ? null : 'UNKNOWN',
      to_status: to,
      heard_at: 310_000 + at,
      last_heard_at: 310_000 + at,
    });
  }
  await before.close(true);
}

const listed = (database: Database) =>
  evidenceOf(database.reader, order.id, { first: 100, after: null });

it('what was stored under former names is read, and repetitions of it are found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
  const file = join(folder, 'old.sqlite');
  await writeOld(file);
  const database = await openDatabase(`sqlite:${file}`);
  const { reader } = database;

  const times = { recordedAt: 5, firstAt: null, lastAt: null };
  const stored = await orderById(reader, order.id);
  if (stored === null) throw new Error('there is no order');
  expect(stored.evidence.seen).toEqual({ NO_KNOWN_STATUS: times });
  expect(stored.evidence.failure?.providerMessage).toBe(tricky);
  for (const payout of [await refundById(reader, 'rfd_1'), await settlementById(reader, 'stl_1')]) {
    expect(payout?.evidence.seen).toEqual({ FAILED: times });
    expect(payout?.evidence.failure?.providerMessage).toBe(tricky);
  }
  expect((await accountById(reader, 'acc_1'))?.lastReconciliation).toMatchObject({ queriedAt: 30 });

  const kept = await listed(database);
  expect(kept.map(({ statement, recordedAt }) => [statement.subject, recordedAt])).toEqual([
    ['KNOWN_BEFORE', 310_000],
    ['ACCOUNT_SWITCH', 310_001],
    ['REPORTED_ELSEWHERE', 310_002],
    ['SUBMISSION', 310_003],
    ['ABSENCE', 310_004],
  ]);
  expect(kept[0]?.statement).toMatchObject({
    evidence: { seen: { FAILED: { recordedAt: 1 } }, failure: { providerMessage: tricky } },
  });
  expect(kept[2]?.statement).toMatchObject({ observation: JSON.parse(elsewhere) as object });
  expect(kept[4]?.statement).toMatchObject({ queriedAt: 310_000 });
  const recorded = kept as unknown as RecordedStatement<OrderFact>[];
  expect(judgeAll(orderRules(stored), stored.request.amount, recorded).submission).toEqual(
    stored.submission,
  );

  const queue = new WriteQueue(database.writer, () => undefined);
  const context = { ...pushedAt(now), cause: 'PROVIDER_QUERY' as const };
  const change = (one: OrderChange): Promise<void> =>
    queue.change({
      keys: [{ kind: 'ORDER', id: order.id }],
      decide(set) {
        const known = set.order({ id: order.id });
        if (known === null) throw new Error('there is no order');
        return { result: void set.apply(changeOrder(known, one, context)) };
      },
    });
  const observation = JSON.parse(elsewhere) as never;
  await change({ elsewhere: [{ subject: 'REPORTED_ELSEWHERE', accountId: 'acc_1', observation }] });
  const absent = { subject: 'ABSENCE', of: 'ORDER', providerReference: 'R' } as const;
  await change({ facts: [{ ...absent, queriedAt: 320_000 }] });
  expect((await listed(database)).map(({ rule, times }) => [rule, times])).toEqual([
    ['KNOWN_BEFORE', 1],
    ['TURNED', 1],
    ['LEFT_ACCOUNT', 2],
    ['ANSWER_LOST', 1],
    ['ABSENCE_OUTRANKED', 2],
  ]);
  await database.close();
  await rm(folder, { recursive: true });
});
