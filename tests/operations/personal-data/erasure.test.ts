import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existing } from '../../../src/operations/find.ts';
import { wholeRequest } from '../../../src/operations/personal-data/seal.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
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
  // Paid by hand, so that the test decides when.
  testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
});
afterAll(() => testApp.close());

const inTaiwan = { ...wilhelmina, phone: '0987650123' };

const orderInput = (customer: object, more?: object) => inputOf(testApp, customer, more);
const create = (input: ReturnType<typeof orderInput>) => createdBy(testApp, input);

async function pay(id: string): Promise<void> {
  const { read } = testApp.app.deps;
  const { providerReference } = await existing(orderById(read, id));
  testApp.sandbox.provider('NEXAPAY').pay(providerReference);
  await eventually(async () => (await existing(orderById(read, id))).status === 'PAID');
}

const erase = (input: object) => eraseWith(testApp, input);
const search = (text: string) => searchIn(testApp, text);
const filter = (of: object) => filterIn(testApp, of);
const readable = () => readableIn(testApp);

const bodiesOf = async (): Promise<string[]> => {
  const { data } = await testApp.post({
    query: '{ webhookDeliveries(first: 100) { nodes { id body status } } }',
  });
  const { webhookDeliveries } = data as unknown as {
    webhookDeliveries: { nodes: { body: string }[] };
  };
  return webhookDeliveries.nodes.map(({ body }) => body);
};

describe('personal data', () => {
  it('are readable nowhere in the database, and are found', async () => {
    const id = await create(orderInput({ ...wilhelmina, id: 'kept-1' }));
    expect(await readable()).toEqual([]);
    expect(await search('quackenbush')).toEqual([id]);
    expect(await filter({ customerPhone: '55 11 98765 0123' })).toEqual([id]);
    const order = await existing(orderById(testApp.app.deps.read, id));
    const { customer } = await wholeRequest(testApp.app.deps, order);
    expect(customer).toMatchObject(wilhelmina);
    expect((await erase({ customerId: 'kept-1' })).orders).toBe(1);
  });
});

describe('eraseCustomer', () => {
  it('erases all orders of a person, and those of nobody else', async () => {
    const inputs = [
      orderInput({ ...wilhelmina, id: 'w-1' }),
      // The merchant says that this is the same person.
      orderInput({ ...wilhelmina, email: 'other@conspicuous.test', id: 'w-1' }),
      orderInput({ ...wilhelmina, email: ' wilhelmina.q@CONSPICUOUS.test'.trim() }),
    ];
    const ids: string[] = [];
    for (const input of inputs) ids.push(await create(input));
    const stranger = await create(orderInput({ ...wilhelmina, id: 'x', email: 'x@example.test' }));
    const [first = ''] = ids;
    await pay(first);
    const { read } = testApp.app.deps;
    const input = erasure({ customerEmail: 'wilhelmina.q@conspicuous.test' });
    const erased = await mutate(testApp, documents.eraseCustomer, { input });
    expect(erased).toMatchObject({
      __typename: 'EraseCustomerSuccess',
      orders: 3,
      replayed: false,
    });
    for (const id of ids) {
      const order = await existing(orderById(read, id));
      const { customer } = await wholeRequest(testApp.app.deps, order);
      expect(Object.values({ ...customer, id: null }).every((value) => value === null)).toBe(true);
    }
    expect((await existing(orderById(read, first))).request.customer.id).toBe('w-1');
    // Nothing finds them by the person any more, and everything by what stays.
    expect(await search('Wilhelmina.Q@conspicuous.test')).toEqual([]);
    expect(await search('quackenbush')).toEqual([stranger]);
    expect(await filter({ customerEmail: wilhelmina.email })).toEqual([]);
    expect(await filter({ customerId: 'w-1' })).toEqual([ids[1], ids[0]]);
    expect(await search('purple')).toEqual(expect.arrayContaining(ids));
    // The same key again, for the same and for another person.
    const again = await mutate(testApp, documents.eraseCustomer, { input });
    expect(again).toMatchObject({ orders: 3, replayed: true });
    const other = { ...input, customerEmail: 'x@example.test' };
    const conflict = await mutate(testApp, documents.eraseCustomer, { input: other });
    expect(conflict).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['customerEmail'],
    });
    // What made the orders leads to them still.
    const [made] = inputs;
    const replayed = await mutate(testApp, documents.createOrder, { input: made });
    expect(replayed).toMatchObject({ replayed: true, order: { id: first, status: 'PAID' } });
    expect((await erase({ customerId: 'x' })).orders).toBe(1);
    expect((await erase({ customerId: 'x' })).orders).toBe(0);
    expect(await readable()).toEqual([]);
  });

  it('erases the bodies of webhooks, and a webhook that comes again brings nothing back', async () => {
    const id = await create(orderInput({ ...wilhelmina, id: 'w-2' }));
    await pay(id);
    expect(await bodiesOf()).toContainEqual(expect.stringContaining('{'));
    await erase({ customerPhone: wilhelmina.phone });
    expect(new Set(await bodiesOf())).toEqual(new Set(['']));
    const { read } = testApp.app.deps;
    const deliveries = await read.all<{ id: string }>('select id from webhook_deliveries');
    for (const delivery of deliveries) {
      const replayed = await mutate(testApp, documents.replayWebhook, { id: delivery.id });
      expect(replayed.message).toBe('There is no such webhook body: it is no longer kept.');
    }
    await mutate(testApp, documents.refreshOrder, { id });
    await testApp.advance(60_000);
    expect(new Set(await bodiesOf())).toEqual(new Set(['']));
    expect(await readable()).toEqual([]);
  });

  it('keeps no body of a webhook about an erased order', async () => {
    const id = await create(orderInput({ ...wilhelmina, id: 'w-3' }));
    await erase({ customerId: 'w-3' });
    await pay(id);
    expect(new Set(await bodiesOf())).toEqual(new Set(['']));
    expect((await existing(orderById(testApp.app.deps.read, id))).status).toBe('PAID');
  });

  it('erases the payer whom a payment link is for', async () => {
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
    expect(link).toMatchObject({ __typename: 'CreatePaymentLinkSuccess' });
    expect(await erase({ customerEmail: wilhelmina.email })).toMatchObject({ orders: 0 });
    const { read } = testApp.app.deps;
    expect(await read.all('select * from personal_data')).toEqual([]);
    expect(await readable()).toEqual([]);
  });

  it('gives a person a new key for what is made after it, also while it runs', async () => {
    const customer = { ...wilhelmina, id: 'w-4' };
    const ids = [await create(orderInput(customer))];
    const [erased, ...others] = await Promise.all([
      erase({ customerId: 'w-4' }),
      ...Array.from({ length: 6 }, () => create(orderInput(customer))),
    ]);
    ids.push(...others);
    const { deps } = testApp.app;
    let readableOrders = 0;
    for (const id of ids) {
      const order = await existing(orderById(deps.read, id));
      const request = await wholeRequest(deps, order);
      const isErased = order.erasedAt !== null;
      expect(request.customer.lastName).toBe(isErased ? null : 'Quackenbush');
      if (!isErased) readableOrders += 1;
    }
    expect(erased.orders).toBe(ids.length - readableOrders);
    expect((await erase({ customerId: 'w-4' })).orders).toBe(readableOrders);
    expect(await deps.read.all("select * from data_keys where owner <> ''")).toEqual([]);
  });

  it('sends nothing again without the data of the payer', async () => {
    const { faults } = testApp.sandbox.provider('VEXORA');
    faults.arm({ fault: 'cut-before', operation: 'checkout' });
    const id = await create(
      orderInput(
        { ...inTaiwan, id: 'w-5' },
        {
          amount: { amount: '321', currency: 'TWD' },
          method: { convenienceStore: { chain: '711' } },
          account: testApp.accounts.VEXORA,
        },
      ),
    );
    expect((await existing(orderById(testApp.app.deps.read, id))).status).toBe('UNKNOWN');
    await erase({ customerId: 'w-5' });
    for (let step = 0; step < 8; step += 1) await testApp.advance(120_000);
    const order = await existing(orderById(testApp.app.deps.read, id));
    expect(order).toMatchObject({ status: 'FAILED', submission: { state: 'GIVEN_UP' } });
  });

  it.each([
    [{}, 'customerId'],
    [{ customerId: 'a', customerEmail: 'a@example.test' }, 'customerEmail'],
    [{ customerPhone: 'none' }, 'customerPhone'],
    [{ customerId: 'a', note: ' ' }, 'note'],
    [{ customerId: 'a', idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('refuses %j, and says where', async (input, path) => {
    const refused = await erase(input);
    expect(refused.__typename).toBe('ValidationError');
    expect(refused.issues?.map((issue) => issue.path)).toEqual([[path]]);
  });

  it('leaves nothing that breaks a rule', async () => {
    const { sealer } = testApp.app.deps;
    expect(await verified(testApp.databaseUrl, { sealer })).toEqual([]);
  });
});
