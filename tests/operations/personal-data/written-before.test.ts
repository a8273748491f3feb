import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealWrittenBefore } from '../../../src/operations/personal-data/written-before.ts';
import { wholeRequest } from '../../../src/operations/personal-data/seal.ts';
import { existing } from '../../../src/operations/find.ts';
import { encode } from '../../../src/store/json.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, settlementInput } from '../../support/operations.ts';
import { verified } from '../../support/verified.ts';
import {
  createdBy,
  eraseWith,
  filterIn,
  inputOf,
  readableIn,
  searchIn,
  wilhelmina,
} from './person.ts';

let testApp: TestApp;
const ids: string[] = [];
let settlement = '';

beforeAll(async () => {
  testApp = await openTestApp();
  const customer = { ...wilhelmina, id: 'before-1' };
  ids.push(await createdBy(testApp, inputOf(testApp, customer)));
  const more = { amount: { amount: '7', currency: 'BRL' } };
  ids.push(await createdBy(testApp, inputOf(testApp, { ...wilhelmina }, more)));
  const payout = settlementInput(testApp, 'W_CHECKOUT', { reference: 'Payout of May' });
  const made = await mutate(testApp, documents.createSettlement, { input: payout });
  settlement = made.settlement?.id ?? '';
  const link = await mutate(testApp, documents.createPaymentLink, {
    input: {
      idempotencyKey: newKey(),
      reference: 'link',
      amount: { amount: '10.00', currency: 'BRL' },
      methods: [{ pix: { presentation: 'QR_CODE' as const } }],
      account: testApp.accounts.NEXAPAY,
      customer: wilhelmina,
    },
  });
  if (link.__typename !== 'CreatePaymentLinkSuccess') throw new Error(JSON.stringify(link));
});
afterAll(() => testApp.close());

/** All rows become what the version before has written: plain, and without what this version adds. */
async function unseal(): Promise<void> {
  const { deps } = testApp.app;
  const plain: [id: string, request: string][] = [];
  for (const id of ids) {
    const order = await existing(orderById(deps.read, id));
    plain.push([id, encode(await wholeRequest(deps, order))]);
  }
  const links = await deps.read.all<{ id: string; request: string }>(
    'select id, request from payment_links',
  );
  await deps.queue.commit(async (tx) => {
    for (const [id, request] of plain) {
      await tx.run(
        `update orders set request = ?, data_version = null, currency = null, amount_rank = null,
         method = null where id = ?`,
        request,
        id,
      );
    }
    for (const { id, request } of links) {
      const { customer, ...rest } = JSON.parse(request) as { customer: { id: string | null } };
      const whole = JSON.stringify({ ...rest, customer: { ...wilhelmina, id: customer.id } });
      await tx.run(
        'update payment_links set request = ?, data_version = null where id = ?',
        whole,
        id,
      );
    }
    await tx.run('update settlements set data_version = null');
    await tx.run('delete from search_entries');
    await tx.run('delete from personal_data');
    await tx.run('delete from data_keys');
  });
}

const entries = () =>
  testApp.app.deps.read.all<object>(
    'select subject_id, tokens from search_entries order by subject_id, tokens',
  );

/** What the objects are found by that is not personal: of that, the digests stay the same with other keys. */
const plainTokens = async (): Promise<string[]> => {
  const all = await testApp.app.deps.read.all<{ subject_id: string; tokens: string }>(
    "select subject_id, tokens from search_entries where tokens like 'w%'",
  );
  return all
    .flatMap(({ subject_id: id, tokens }) => tokens.split(' ').map((token) => `${id} ${token}`))
    .toSorted();
};

it('what an earlier version has written is sealed by the first start, and found from then on', async () => {
  const before = await plainTokens();
  await unseal();
  expect(await readableIn(testApp)).toContain(wilhelmina.email);
  expect(await searchIn(testApp, 'quackenbush')).toEqual([]);
  await testApp.restart();
  const { deps } = testApp.app;
  expect(await readableIn(testApp)).toEqual([]);
  expect((await searchIn(testApp, 'quackenbush')).toSorted()).toEqual(ids);
  expect(await searchIn(testApp, wilhelmina.phone)).toEqual(ids.toReversed());
  expect(await filterIn(testApp, { customerEmail: wilhelmina.email, amountTo: '10' })).toEqual([
    ids[1],
  ]);
  expect(await filterIn(testApp, { customerId: 'before-1', currency: 'BRL' })).toEqual([ids[0]]);
  for (const id of ids) {
    const order = await existing(orderById(deps.read, id));
    expect(order.request.customer.email).toBe(null);
    expect((await wholeRequest(deps, order)).customer).toMatchObject(wilhelmina);
  }
  expect(await plainTokens()).toEqual(before);
  expect(await verified(testApp.databaseUrl, { sealer: deps.sealer })).toEqual([]);
});

it('sealing that is interrupted goes on where it stopped, and does nothing twice', async () => {
  await unseal();
  const { deps } = testApp.app;
  // As the next start: this process still knows a key that is gone.
  let commits = 0;
  const stopping = Object.create(deps.queue, {
    commit: {
      value: async (unit: never) => {
        commits += 1;
        if (commits > 2) throw new Error('stopped');
        return deps.queue.commit(unit);
      },
    },
  }) as typeof deps.queue;
  const interrupted = Object.create(deps, { queue: { value: stopping } }) as typeof deps;
  await expect(sealWrittenBefore(interrupted)).rejects.toThrow('stopped');
  expect(await deps.read.all('select id from settlements where data_version is null')).toEqual([
    { id: settlement },
  ]);
  await testApp.restart();
  expect(await sealWrittenBefore(testApp.app.deps)).toBe(0);
  const numbers = (await entries()).map((entry) => JSON.stringify(entry));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(await readableIn(testApp)).toEqual([]);
});

it('a person is erased also from what is not sealed yet', async () => {
  await unseal();
  await testApp.restart();
  await unseal();
  expect(await eraseWith(testApp, { customerPhone: wilhelmina.phone })).toMatchObject({
    orders: 2,
  });
  expect(await readableIn(testApp)).toEqual([]);
  expect(await searchIn(testApp, 'quackenbush')).toEqual([]);
  expect(await verified(testApp.databaseUrl, { sealer: testApp.app.deps.sealer })).toEqual([]);
});
