import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/store/aggregates/change.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { nobody } from '../../src/store/queue/observer.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { appendEvents } from '../../src/store/queries/log/append.ts';
import { merchantById } from '../../src/store/queries/merchants.ts';
import { StaleRecordError } from '../../src/store/queries/instructions.ts';
import type { Sql, Tx } from '../../src/store/sql.ts';
import { beforeSteps } from '../support/database.ts';
import { writing } from '../support/core.ts';
import { eventRow, openWithMerchants } from './rows.ts';

class Refusal extends Error {}

const refuse = (): never => {
  throw new Refusal('this unit does not want to');
};

const append = (id: string) => (tx: Tx) => appendEvents(tx, [eventRow(id)]);

async function appendAndRefuse(tx: Tx): Promise<void> {
  await appendEvents(tx, [eventRow('evt_refused', { orderId: 'ord_refused' })]);
  refuse();
}

const appending = (id: string) => writing(append(id));

/**
 * Failures of single changes. A refused change has written nothing. Where a change cannot be written, nothing of its
 * group is, and each change is written alone. `commits`: where two succeed of four, and 900 of 1,000.
 */
const failures: [string, Change<void>, commits: { ofFour: number; ofThousand: number }][] = [
  ['is refused', { keys: [], decide: refuse }, { ofFour: 1, ofThousand: 8 }],
  ['cannot be written', writing(appendAndRefuse), { ofFour: 2, ofThousand: 900 }],
];

const idsOf = async (read: Sql): Promise<[number, string][]> =>
  (await readLog(read, 'mer_1', 0, 10_000)).map(({ seq, id }) => [seq, id]);

const nameOf = async (sql: Sql) => (await merchantById(sql, 'mer_1'))?.name;

const rename = 'update merchants set name = ? where id = ?';

/** Records the transaction statements that the queue sends to the database. */
function overhear(statements: string[], fail?: (statement: string) => boolean) {
  return beforeSteps((step) => {
    statements.push(step);
    if (fail?.(step)) throw new Error('the disk is full');
  });
}

const count = (statements: readonly string[], wanted: string): number =>
  statements.filter((statement) => statement === wanted).length;

const failing = (): never => {
  throw new Error('an observer that fails');
};

describe('the queue of all writers', () => {
  it('commits units that arrive together in one transaction', async () => {
    const statements: string[] = [];
    await using opened = await openWithMerchants({ writer: overhear(statements) });
    statements.length = 0;
    await Promise.all(['evt_1', 'evt_2', 'evt_3'].map((id) => opened.queue.commit(append(id))));
    expect(count(statements, 'begin')).toBe(1);
    expect(count(statements, 'commit')).toBe(1);
    expect(await idsOf(opened.database.reader)).toEqual([
      [1, 'evt_1'],
      [2, 'evt_2'],
      [3, 'evt_3'],
    ]);
  });

  it('answers and notifies what is committed although what observes it fails', async () => {
    await using opened = await openWithMerchants();
    const told: string[] = [];
    const queue = new WriteQueue(opened.database.writer, (topics) => void told.push(...topics), {
      ...nobody,
      wrote: failing,
    });
    await Promise.all(['evt_1', 'evt_2'].map((id) => queue.commit(append(id))));
    expect(told).toContain('mer_1');
    await queue.commit(append('evt_3'));
    expect(await idsOf(opened.database.reader)).toHaveLength(3);
    await queue.close();
  });

  it('takes into a group what arrives turn by turn, until a turn brings nothing', async () => {
    const statements: string[] = [];
    await using opened = await openWithMerchants({ writer: overhear(statements) });
    statements.length = 0;
    const units = ['evt_1', 'evt_2'].map((id) => opened.queue.commit(append(id)));
    for (const id of ['evt_3', 'evt_4', 'evt_5']) {
      await nextTurn();
      units.push(opened.queue.commit(append(id)));
    }
    await Promise.all(units);
    expect(count(statements, 'commit')).toBe(1);
  });

  it('goes on when whoever is notified of a commit fails', async () => {
    let commits = 0;
    const onCommit = (): void => {
      commits += 1;
      if (commits === 1) throw new Error('a reader is broken');
    };
    await using opened = await openWithMerchants({ onCommit });
    commits = 0;
    const first = opened.queue.commit(append('evt_1'));
    const second = first.then(() => opened.queue.commit(append('evt_2')));
    await Promise.all([first, second]);
    await opened.queue.idle();
    expect(await idsOf(opened.database.reader)).toEqual([
      [1, 'evt_1'],
      [2, 'evt_2'],
    ]);
  });

  it.each(failures)(
    'leaves no trace of a unit that %s in its neighbours or in the log’s numbers',
    async (_how, failing, commits) => {
      const statements: string[] = [];
      await using opened = await openWithMerchants({ writer: overhear(statements) });
      statements.length = 0;
      const { queue, database } = opened;
      const changes = [appending('evt_1'), failing, appending('evt_2'), failing];
      const results = await Promise.allSettled(changes.map((change) => queue.change(change)));
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
      ]);
      expect(results[1]).toHaveProperty('reason', expect.any(Refusal));
      expect(count(statements, 'commit')).toBe(commits.ofFour);
      await queue.commit(append('evt_3'));
      expect(await idsOf(database.reader)).toEqual([
        [1, 'evt_1'],
        [2, 'evt_2'],
        [3, 'evt_3'],
      ]);
    },
  );

  it('undoes a unit whose statement the database refuses, and goes on', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const [first, twice, third] = await Promise.allSettled([
      queue.commit(append('evt_1')),
      queue.commit(append('evt_1')),
      queue.commit(append('evt_2')),
    ]);
    expect([first.status, twice.status, third.status]).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await idsOf(database.reader)).toEqual([
      [1, 'evt_1'],
      [2, 'evt_2'],
    ]);
  });

  it('notifies after the commit, and only for the units that succeeded', async () => {
    const seen: Promise<[number, string][]>[] = [];
    await using opened = await openWithMerchants({
      onCommit: () => seen.push(idsOf(opened.database.reader)),
    });
    const { queue, notified } = opened;
    await Promise.allSettled([append('evt_1'), appendAndRefuse].map((unit) => queue.commit(unit)));
    expect(notified).toEqual([['mer_1', 'ord_1']]);
    expect(await Promise.all(seen)).toEqual([[[1, 'evt_1']]]);
    await Promise.allSettled([queue.commit(appendAndRefuse)]);
    await queue.commit(async (tx) => tx.run(rename, 'quiet', 'mer_1'));
    expect(notified).toHaveLength(1);
  });

  it('never shows a reader what is not committed, and shows the caller all of it', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const during: unknown[] = [];
    const first = queue.commit(async (tx) => {
      await tx.run(rename, 'renamed', 'mer_1');
      during.push(await nameOf(tx), await nameOf(database.reader));
      return 'done';
    });
    const second = queue.commit(async (tx) => {
      during.push(await nameOf(tx), await nameOf(database.reader));
    });
    expect(await first).toBe('done');
    expect(await nameOf(database.reader)).toBe('renamed');
    await second;
    expect(during).toEqual(['renamed', 'Merchant mer_1', 'renamed', 'Merchant mer_1']);
  });

  it('fails the whole group, without a notification and without a trace, when it cannot be committed', async () => {
    let full = false;
    const writer = overhear([], (statement) => full && statement === 'commit');
    await using opened = await openWithMerchants({ writer });
    const { queue, database, notified } = opened;
    full = true;
    const units = [queue.commit(append('evt_1')), queue.commit(append('evt_2'))];
    const results = await Promise.allSettled(units);
    full = false;
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(notified).toEqual([]);
    await queue.commit(append('evt_3'));
    expect(await idsOf(database.reader)).toEqual([[1, 'evt_3']]);
  });

  it.each(failures)(
    'keeps exact counts over 1,000 changes at once of which every tenth %s',
    async (_how, failing, commits) => {
      const statements: string[] = [];
      await using opened = await openWithMerchants({ writer: overhear(statements) });
      statements.length = 0;
      const { queue, database } = opened;
      const results = await Promise.allSettled(
        Array.from({ length: 1_000 }, (_, index) =>
          queue.change(index % 10 === 9 ? failing : appending(`evt_${index}`)),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(900);
      const log = await idsOf(database.reader);
      expect(log.map(([seq]) => seq)).toEqual(Array.from({ length: 900 }, (_, index) => index + 1));
      expect((await merchantById(database.reader, 'mer_1'))?.lastSeq).toBe(900);
      expect(count(statements, 'commit'), 'grouped, and no group without bounds').toBe(
        commits.ofThousand,
      );
      expect(queue.depth).toBe(0);
    },
  );

  it('lets other work run in the midst of a group, after a few milliseconds each', async () => {
    let now = 0;
    let turns = 0;
    const turnsAt = new Map<string, number>();
    const writer = beforeSteps((step) => void turnsAt.set(step, turns));
    await using opened = await openWithMerchants({ writer, elapsed: () => (now += 1) });
    let counting = true;
    const turn = (): void => {
      turns += 1;
      if (counting) setImmediate(turn);
    };
    setImmediate(turn);
    const units = Array.from({ length: 40 }, (_, index) =>
      opened.queue.commit(append(`evt_${index}`)),
    );
    await Promise.all(units);
    counting = false;
    // The clock is read three times per unit. By the fourth reading four milliseconds have passed.
    const between = (turnsAt.get('commit') ?? 0) - (turnsAt.get('begin') ?? 0);
    expect(between).toBeGreaterThanOrEqual(30);
    expect(await idsOf(opened.database.reader)).toHaveLength(40);
  });

  it('numbers each merchant’s log by itself', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const merchants = ['mer_1', 'mer_2', 'mer_1', 'mer_2', 'mer_1'];
    await Promise.all(
      merchants.map((merchantId, index) =>
        queue.commit((tx) => appendEvents(tx, [eventRow(`evt_${index}`, { merchantId })])),
      ),
    );
    const of = async (id: string) =>
      (await readLog(database.reader, id, 0, 10)).map(({ seq }) => seq);
    expect([await of('mer_1'), await of('mer_2')]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
  });
});

describe('other writers', () => {
  it('never interleave with units, though they wait in the middle of their transaction', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const steps: string[] = [];
    const waiting = (name: string, turns: number) => async (): Promise<void> => {
      steps.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      steps.push(`${name} ends`);
    };
    await Promise.all([
      queue.withEntities(waiting('entities 1', 3)),
      queue.commit(waiting('unit 1', 0)),
      queue.withEntities(waiting('entities 2', 2)),
      queue.commit(waiting('unit 2', 0)),
    ]);
    for (let index = 0; index < steps.length; index += 2) {
      expect(steps[index + 1]).toBe(steps[index]?.replace('begins', 'ends'));
    }
    expect(steps).toHaveLength(8);
  });

  it('undo what failed, and leave the queue in order', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const failed = queue.withEntities(async (em) => {
      await em
        .getConnection()
        .execute(rename, ['half done', 'mer_1'], 'run', em.getTransactionContext());
      refuse();
    });
    await expect(failed).rejects.toThrow(Refusal);
    expect(await nameOf(database.reader)).toBe('Merchant mer_1');
    await queue.commit(append('evt_1'));
    expect(await idsOf(database.reader)).toEqual([[1, 'evt_1']]);
  });
});

describe('a unit that read what has been changed since', () => {
  it('is run again from the start, and leaves no trace of the first time', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    let runs = 0;
    const unit = queue.commit(async (tx) => {
      runs += 1;
      await appendEvents(tx, [eventRow(`evt_${runs}`)]);
      // Once in its group, once alone.
      if (runs < 3) throw new StaleRecordError('it was changed meanwhile');
      return runs;
    });
    const neighbour = queue.commit(append('evt_neighbour'));
    expect(await unit).toBe(3);
    await neighbour;
    expect(await idsOf(database.reader)).toEqual([
      [1, 'evt_neighbour'],
      [2, 'evt_3'],
    ]);
  });

  it('is given up when it does so every time', async () => {
    await using opened = await openWithMerchants();
    let runs = 0;
    const unit = opened.queue.commit(async () => {
      runs += 1;
      throw new StaleRecordError('it was changed meanwhile');
    });
    await expect(unit).rejects.toThrow(StaleRecordError);
    expect(runs).toBe(3);
  });
});

describe('an idle queue', () => {
  it('has settled everything that was handed in, including meanwhile', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const chain = async (): Promise<void> => {
      await queue.commit(append('evt_1'));
      await queue.commit(append('evt_2'));
    };
    const both = chain();
    await queue.idle();
    expect(await idsOf(database.reader)).toHaveLength(2);
    await both;
  });

  it('is idle from the start', async () => {
    await using opened = await openWithMerchants();
    const queue = new WriteQueue(opened.database.writer, () => undefined);
    await expect(queue.idle()).resolves.toBeUndefined();
  });
});
