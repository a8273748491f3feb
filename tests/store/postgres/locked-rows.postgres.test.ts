import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../src/domain/errors.ts';
import { changeOrder, createOrder } from '../../../src/domain/aggregates/order.ts';
import { notSent, sent, unsent } from '../../../src/domain/instructions/submission.ts';
import type { Change } from '../../../src/store/aggregates/change.ts';
import { readLog } from '../../../src/store/queries/events.ts';
import { pushedAt } from '../../support/core.ts';
import type { TestDatabase } from '../../support/database.ts';
import { openWithMerchants, orderRow } from '../rows.ts';

const merchants = Array.from({ length: 50 }, (_, at) => `mer_shop_${at}`);
const accountOf = (merchant: string): string => merchant.replace('mer', 'acc');

const creating = (id: string, merchantId: string, linkId?: string): Change<void> => ({
  claim: {
    key: {
      merchantId,
      mutation: 'createOrder',
      key: id,
      fingerprint: '',
      paths: {},
      objectId: id,
      createdAt: 1_000,
    },
    accountId: accountOf(merchantId),
    ...(linkId !== undefined && { linkId }),
  },
  keys: [],
  decide(set) {
    const submission = sent(unsent, 1_000);
    const order = orderRow(id, { merchantId, accountId: accountOf(merchantId), submission });
    return { result: void set.apply(createOrder(order, pushedAt(1_000))) };
  },
});

/** Sends an order, or finds that it was not sent. */
const changing = (id: string, at: number): Change<void> => ({
  keys: [{ kind: 'ORDER', id }],
  decide(set) {
    const known = set.order({ id });
    if (known === null) throw new Error(`no order ${id}`);
    const submission = at % 4 < 2 ? notSent(unsent, false) : sent(unsent, 2_000 + at);
    return { result: void set.apply(changeOrder(known, { submission }, pushedAt(2_000 + at))) };
  },
});

interface Outcome {
  isDone: boolean;
  ms: number;
}

describe('while somebody holds the lock of a row', () => {
  let opened: TestDatabase;
  let holder: Client;
  beforeEach(async () => {
    opened = await openWithMerchants();
    const { sql } = opened.database;
    for (const id of merchants) {
      await sql.run(
        "insert into merchants (id, name, timeline, last_seq, created_at) values (?, '', ?, 0, 1)",
        id,
        id,
      );
      await sql.run(
        `insert into provider_accounts
           (id, merchant_id, provider, name, base_url, enabled, credentials, created_at, updated_at)
         values (?, ?, 'W_CHECKOUT', '', 'https://example.com', 0, 'sealed', 1, 2)`,
        accountOf(id),
        id,
      );
      for (const nth of [1, 2]) await opened.queue.change(creating(`ord_${nth}_${id}`, id));
    }
    await sql.run(
      `insert into payment_links
         (id, merchant_id, reference, request, token_hash, token, maximum_uses, created_at)
       values ('lnk_1', 'mer_shop_0', '', '{}', 'hash', 'sealed', 1000, 1)`,
    );
    holder = new Client({ connectionString: opened.url });
    await holder.connect();
    await holder.query('begin');
  });
  afterEach(async () => {
    await holder.end();
    await opened[Symbol.asyncDispose]();
  });

  /** Each is done at least so often, also where the processors are shared with much else. */
  const leastTimes = 4;

  /** Does one after the other until the time is over. */
  const doing = async (until: number, make: (nth: number) => Change<unknown>) => {
    const outcomes: Outcome[] = [];
    for (let nth = 0; performance.now() < until || nth < leastTimes; nth += 1) {
      const began = performance.now();
      const isDone = await opened.queue.change(make(nth)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof UnavailableError) return false;
          throw error;
        },
      );
      outcomes.push({ isDone, ms: performance.now() - began });
      await sleep(5);
    }
    return outcomes;
  };

  /** Where it is not known for which row a group waits, each of its changes is tried alone. */
  const aloneMs = 10_000;
  const holds: [
    what: string,
    lock: string,
    concerned: (nth: number, by: number) => Change<unknown>,
    soonMs: number,
  ][] = [
    [
      'a merchant’s row',
      "select from merchants where id = 'mer_shop_0' for no key update",
      (nth, by) => creating(`ord_locked_${by}_${nth}`, 'mer_shop_0'),
      2_500,
    ],
    [
      'a merchant’s row, and no row may refer to it either',
      "select from merchants where id = 'mer_shop_0' for update",
      (nth, by) => creating(`ord_locked_${by}_${nth}`, 'mer_shop_0'),
      2_500,
    ],
    [
      'the row of an account, and no row may refer to it',
      "select from provider_accounts where id = 'acc_shop_0' for update",
      (nth, by) => creating(`ord_locked_${by}_${nth}`, 'mer_shop_0'),
      2_500,
    ],
    [
      'the row of a payment link',
      "select from payment_links where id = 'lnk_1' for no key update",
      (nth, by) => creating(`ord_locked_${by}_${nth}`, 'mer_shop_0', 'lnk_1'),
      2_500,
    ],
    [
      'an order’s row',
      "select from orders where id = 'ord_1_mer_shop_0' for update",
      (nth) => changing('ord_1_mer_shop_0', nth),
      2_500,
    ],
    [
      'an idempotency key that is not committed yet',
      `insert into idempotency_keys (merchant_id, mutation, key, fingerprint, paths, object_id, created_at)
           values ('mer_shop_0', 'createOrder', 'ord_locked', '', '{}', '', 1)`,
      () => creating('ord_locked', 'mer_shop_0'),
      aloneMs,
    ],
  ];

  it.each(holds)(
    '%s: what needs it is refused soon, and nothing else waits',
    async (_what, lock, concerned, soonMs) => {
      await holder.query(lock);
      const until = performance.now() + 2_000;
      const free = merchants
        .slice(1)
        .map((merchant, at) =>
          doing(until, (nth) =>
            nth % 2 === 0
              ? creating(`ord_${at}_of_${nth}`, merchant)
              : changing(`ord_1_${merchant}`, nth),
          ),
        );
      const needing = Array.from({ length: 30 }, (_, by) =>
        doing(until, (nth) => concerned(nth, by)),
      );
      const others = (await Promise.all(free)).flat();
      const refused = (await Promise.all(needing)).flat();
      expect(others.filter(({ isDone }) => !isDone)).toEqual([]);
      expect(refused.filter(({ isDone }) => isDone)).toEqual([]);
      expect(opened.queue.isWritable).toBe(true);
      const waited = refused.map(({ ms }) => ms).toSorted((a, b) => a - b);
      expect(waited[waited.length >> 1]).toBeLessThan(soonMs);
      // Once each has waited until it was seen that a lock is held.
      const again = others.map(({ ms }) => ms).toSorted((a, b) => a - b);
      expect(again[again.length - 2 * free.length - 1]).toBeLessThan(Math.max(500, soonMs / 5));
    },
  );

  it('a change that waits for it is written when it is released, and the log has no holes', async () => {
    await holder.query("select from merchants where id = 'mer_shop_0' for update");
    const waiting = Array.from({ length: 50 }, (_, nth) =>
      opened.queue.change(creating(`ord_waiting_${nth}`, 'mer_shop_0')),
    );
    await opened.queue.change(creating('ord_other', 'mer_shop_1'));
    await holder.query('rollback');
    await Promise.all(waiting);
    const log = await readLog(opened.database.reader, 'mer_shop_0', 0, 1_000);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    expect(opened.queue.depth).toBe(0);
    expect(opened.queue.isWritable).toBe(true);
  });

  it('of a table, everything that writes to it is refused, and writing counts as impossible', async () => {
    await holder.query('lock table merchants in exclusive mode');
    const began = performance.now();
    const all = merchants.map((merchant) =>
      opened.queue.change(creating(`ord_of_${merchant}`, merchant)),
    );
    const ends = await Promise.allSettled(all);
    expect(performance.now() - began).toBeLessThan(3_000);
    for (const end of ends) expect(end).toHaveProperty('reason', expect.any(UnavailableError));
    expect(opened.queue.isWritable).toBe(false);
  });
});
