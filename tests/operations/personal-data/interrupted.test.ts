import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseCustomer } from '../../../src/operations/personal-data/erase-customer.ts';
import { wholeRequest } from '../../../src/operations/personal-data/seal.ts';
import { existing } from '../../../src/operations/find.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { reseal } from '../../../src/store/sealing/reseal.ts';
import { createSealer } from '../../../src/store/sealing/sealer.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import { verified } from '../../support/verified.ts';
import {
  createdBy,
  erasure,
  eraseWith,
  filterIn,
  inputOf,
  readableIn,
  searchIn,
  wilhelmina,
} from './person.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

type Deps = TestApp['app']['deps'];

/** The same dependencies, with which nothing is written after so many commits. */
function stoppingAfter(most: number): Deps {
  const { deps } = testApp.app;
  let commits = 0;
  const queue = Object.create(deps.queue, {
    commit: {
      value: async (unit: never) => {
        commits += 1;
        if (commits > most) throw new Error('stopped');
        return deps.queue.commit(unit);
      },
    },
  }) as Deps['queue'];
  return Object.create(deps, { queue: { value: queue } }) as Deps;
}

const ordersOf = async (count: number, customer: object): Promise<string[]> => {
  const made: string[] = [];
  for (let at = 0; at < count; at += 1) {
    made.push(await createdBy(testApp, inputOf(testApp, customer)));
  }
  return made;
};

const keysOfPersons = () =>
  testApp.app.deps.read.all<object>("select id from data_keys where owner <> ''");

it('an erasure that is interrupted goes on with the rest, and counts all orders', async () => {
  const ids = await ordersOf(23, { ...wilhelmina, id: 'stopped-1' });
  const input = erasure({ customerId: 'stopped-1' });
  const { merchantId } = testApp;
  await expect(eraseCustomer(stoppingAfter(1), merchantId, input)).rejects.toThrow('stopped');
  // What is left is whole: some orders are erased, and the others have their data.
  const left = await searchIn(testApp, 'quackenbush');
  expect(left.toSorted()).toEqual(ids.slice(20));
  expect(await keysOfPersons()).toHaveLength(1);
  const { sealer } = testApp.app.deps;
  expect(await verified(testApp.databaseUrl, { sealer })).toEqual([]);
  await testApp.restart();
  const erased = await mutate(testApp, documents.eraseCustomer, { input });
  expect(erased).toMatchObject({ orders: 23, replayed: false });
  expect(await mutate(testApp, documents.eraseCustomer, { input })).toMatchObject({
    orders: 23,
    replayed: true,
  });
  expect(await searchIn(testApp, 'quackenbush')).toEqual([]);
  expect(await keysOfPersons()).toEqual([]);
  expect(await readableIn(testApp)).toEqual([]);
  expect(await verified(testApp.databaseUrl, { sealer })).toEqual([]);
});

it('amounts and books stay, and the person who comes again has another key', async () => {
  const { deps } = testApp.app;
  const customer = { ...wilhelmina, id: 'again-1' };
  const [first = ''] = await ordersOf(1, customer);
  const before = await existing(orderById(deps.read, first));
  const rows = (table: string) => deps.read.all<object>(`select * from ${table} order by 1, 2`);
  const books = async () => [await rows('events'), await rows('idempotency_keys')];
  const [events] = await books();
  const [key] = await keysOfPersons();
  expect(await eraseWith(testApp, { customerId: 'again-1' })).toMatchObject({ orders: 1 });
  const after = await existing(orderById(deps.read, first));
  const { erasedAt: _then, ...same } = after;
  expect(before).toMatchObject(same);
  expect((await books())[0]).toEqual(events);
  expect(await filterIn(testApp, { amountFrom: '123.45', customerId: 'again-1' })).toEqual([first]);
  // The same person again, also by the same data.
  const [second = ''] = await ordersOf(1, customer);
  const keys = await keysOfPersons();
  expect(keys).toHaveLength(1);
  expect(keys).not.toEqual([key]);
  expect(await searchIn(testApp, wilhelmina.email)).toEqual([second]);
  const order = await existing(orderById(deps.read, second));
  expect((await wholeRequest(deps, order)).customer).toMatchObject(wilhelmina);
  expect(await eraseWith(testApp, { customerEmail: wilhelmina.email })).toMatchObject({
    orders: 1,
  });
  expect(await eraseWith(testApp, { customerEmail: wilhelmina.email })).toMatchObject({
    orders: 0,
  });
  expect(await keysOfPersons()).toEqual([]);
  expect(await readableIn(testApp)).toEqual([]);
});

const pause = () => Promise.resolve();

it('keys are sealed anew with another master key, and one that is destroyed meanwhile stays destroyed', async () => {
  const [kept = '', lost = ''] = [
    ...(await ordersOf(1, { ...wilhelmina, id: 'kept' })),
    ...(await ordersOf(1, { ...wilhelmina, id: 'lost', email: 'lost@conspicuous.test' })),
  ];
  const keyFile = join(testApp.folder, 'master-key');
  const old = (await readFile(keyFile, 'utf8')).trim();
  const next = randomBytes(32).toString('base64');
  await writeFile(keyFile, `${next}\n${old}\n`);
  await testApp.restart();
  const { deps } = testApp.app;
  expect(await searchIn(testApp, 'quackenbush')).toEqual([lost, kept]);
  let erased: object | null = null;
  const racing: Deps['queue']['commit'] = async (unit) => {
    const keys = await keysOfPersons();
    if (keys.length === 2 && erased === null) {
      erased = {};
      erased = await eraseWith(testApp, { customerId: 'lost' });
    }
    return deps.queue.commit(unit);
  };
  const report = await reseal({ ...deps, queue: { commit: racing }, pause });
  expect(erased).toMatchObject({ orders: 1 });
  expect(report.dataKeys.unopenable).toEqual([]);
  expect(await keysOfPersons()).toHaveLength(1);
  await reseal({ ...deps, pause });
  await writeFile(keyFile, `${next}\n`);
  await testApp.restart();
  const { read, sealer } = testApp.app.deps;
  expect(sealer.keyId).toBe(createSealer(Buffer.from(next, 'base64')).keyId);
  const order = await existing(orderById(read, kept));
  expect((await wholeRequest(testApp.app.deps, order)).customer).toMatchObject(wilhelmina);
  const gone = await existing(orderById(read, lost));
  expect((await wholeRequest(testApp.app.deps, gone)).customer.email).toBe(null);
  expect(await searchIn(testApp, wilhelmina.email)).toEqual([kept]);
  expect(await verified(testApp.databaseUrl, { sealer })).toEqual([]);
  expect(await eraseWith(testApp, { customerId: 'kept' })).toMatchObject({ orders: 1 });
  expect(await readableIn(testApp)).toEqual([]);
});
