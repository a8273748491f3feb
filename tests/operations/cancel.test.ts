import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/double/faults/faults.ts';
import type { StablecoinBrand } from '../../sandbox/sandbox.ts';
import { eventually, openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  deliver,
  newKey,
  orderOf,
  paid,
  pathOf,
  refundAddress,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Subject } from '../support/operations.ts';

interface Noun {
  name: string;
  cancel: Document;
  refresh: Document;
  operation: 'cancelOrder' | 'cancelRefund' | 'cancelSettlement';
  info: 'orderInfo' | 'refundInfo' | 'settlementInfo';
  open: string;
  make: (testApp: TestApp, provider: StablecoinBrand) => Promise<Subject>;
}

const made = (subject: Subject | undefined): Subject => {
  if (!subject) throw new Error('it was not made');
  return subject;
};

const nouns: readonly Noun[] = [
  {
    name: 'order',
    cancel: documents.cancelOrder,
    refresh: documents.refreshOrder,
    operation: 'cancelOrder',
    info: 'orderInfo',
    open: 'AWAITING_PAYMENT',
    make: (testApp, provider) => created(testApp, provider),
  },
  {
    name: 'refund',
    cancel: documents.cancelRefund,
    refresh: documents.refreshRefund,
    operation: 'cancelRefund',
    info: 'refundInfo',
    open: 'PENDING',
    async make(testApp, provider) {
      const { id: order } = await paid(testApp, provider);
      const input = { idempotencyKey: newKey(), order, ...refundAddress(provider) };
      return made((await mutate(testApp, documents.createRefund, { input })).refund);
    },
  },
  {
    name: 'settlement',
    cancel: documents.cancelSettlement,
    refresh: documents.refreshSettlement,
    operation: 'cancelSettlement',
    info: 'settlementInfo',
    open: 'PENDING',
    async make(testApp, provider) {
      await paid(testApp, provider);
      const input = settlementInput(testApp, provider);
      return made((await mutate(testApp, documents.createSettlement, { input })).settlement);
    },
  },
];

/** Timeouts are tested with creations: they end like these. */
const lostAfter: readonly Fault[] = ['cut-after', 'error-after', 'bad-signature', 'garbage'];
const lostBefore: readonly Fault[] = ['cut-before', 'error-before'];
const unavailable = { __typename: 'ProviderUnavailableError', retry: 'SAME_KEY' };

const inputOf = ({ id }: Subject, idempotencyKey = newKey()) => ({
  input: { idempotencyKey, id },
});

describe.each(triedBrands)('at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  const statusOf = async ({ id }: Subject) => (await pathOf(testApp, id)).at(-1);

  describe.each(nouns)(
    'a canceled $name',
    ({ name, cancel, refresh, operation, info, open, make }) => {
      it('is canceled once, and the same key is a success again', async () => {
        const subject = await make(testApp, provider);
        const since = sandbox().requests().length;
        const variables = inputOf(subject);
        const result = await mutate(testApp, cancel, variables);
        expect(result[name]).toMatchObject({ id: subject.id, status: 'CANCELED' });
        expect(callsSince(sandbox(), since)).toEqual([operation]);
        expect(await mutate(testApp, cancel, variables)).toEqual(result);
        expect(callsSince(sandbox(), since)).toEqual([operation]);
        expect(await mutate(testApp, cancel, inputOf(subject))).toMatchObject({
          __typename: 'InvalidStateError',
          status: 'CANCELED',
        });
      });

      it('is canceled all the same when the answer is lost after it was done', async () => {
        for (const fault of lostAfter) {
          const subject = await make(testApp, provider);
          sandbox().faults.arm({ fault, operation });
          const result = await mutate(testApp, cancel, inputOf(subject));
          expect({ fault, status: (result[name] as Subject).status }).toEqual({
            fault,
            status: 'CANCELED',
          });
        }
      });

      it('keeps its state when it is not known to be canceled, and the key can be used again', async () => {
        for (const fault of lostBefore) {
          const subject = await make(testApp, provider);
          sandbox().faults.arm({ fault, operation });
          const variables = inputOf(subject);
          expect(await mutate(testApp, cancel, variables)).toMatchObject(unavailable);
          expect(await statusOf(subject)).toBe(open);
          expect((await mutate(testApp, cancel, variables))[name]).toMatchObject({
            status: 'CANCELED',
          });
        }
      });

      it('keeps its state when neither cancel nor query is answered, and is resolved later', async () => {
        const subject = await make(testApp, provider);
        sandbox().webhooks.mode = 'hold';
        sandbox().faults.arm({ fault: 'cut-after', operation });
        sandbox().faults.arm({ fault: 'cut-before', operation: info });
        const variables = inputOf(subject);
        expect(await mutate(testApp, cancel, variables)).toMatchObject(unavailable);
        expect(await statusOf(subject)).toBe(open);
        sandbox().webhooks.mode = 'deliver';
        await sandbox().webhooks.release();
        await eventually(async () => (await statusOf(subject)) === 'CANCELED');
      });

      it('is not resolved by an answer that cannot be believed', async () => {
        for (const fault of [...lostBefore, ...lostAfter]) {
          const subject = await make(testApp, provider);
          sandbox().faults.arm({ fault, operation: info });
          expect(await mutate(testApp, refresh, { id: subject.id })).toMatchObject(unavailable);
          expect(await statusOf(subject)).toBe(open);
        }
      });

      it('is a conflict when the key canceled another one', async () => {
        const [first, second] = [await make(testApp, provider), await make(testApp, provider)];
        const { input } = inputOf(first);
        await mutate(testApp, cancel, { input });
        const result = await mutate(testApp, cancel, { input: { ...input, id: second.id } });
        expect(result).toMatchObject({
          __typename: 'IdempotencyConflictError',
          existing: { id: first.id },
          differences: ['id'],
          retry: 'NEW_KEY',
        });
        expect(await statusOf(second)).toBe(open);
      });

      it('is canceled once however many requests come at once', async () => {
        const subject = await make(testApp, provider);
        const since = sandbox().requests().length;
        const variables = inputOf(subject);
        const all = await Promise.all(
          Array.from({ length: 10 }, () => mutate(testApp, cancel, variables)),
        );
        const others = await Promise.all(
          Array.from({ length: 10 }, () => mutate(testApp, cancel, inputOf(subject))),
        );
        const done = all.filter((result) => result[name] !== undefined);
        const busy = all.filter((result) => result.__typename === 'OperationInProgressError');
        expect(done.length + busy.length).toBe(10);
        expect(done.length).toBeGreaterThan(0);
        expect(others.every((result) => result.status === 'CANCELED')).toBe(true);
        expect(callsSince(sandbox(), since)).toEqual([operation]);
      });
    },
  );

  it('loses to a payment that came first', async () => {
    const order = await created(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(order.providerReference);
    const result = await mutate(testApp, documents.cancelOrder, inputOf(order));
    expect(result).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'PAID',
      retry: 'DO_NOT',
    });
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
  });

  it('R1: stands when an older answer reports that the order still waits', async () => {
    const order = await created(testApp, provider);
    const { providerReference: orderNo } = order;
    sandbox().faults.arm({ fault: 'delay', operation: 'orderInfo', delayMs: 0 });
    const [, refreshed] = await Promise.all([
      mutate(testApp, documents.cancelOrder, inputOf(order)),
      mutate(testApp, documents.refreshOrder, { id: order.id }),
    ]);
    expect(refreshed.__typename).toBe('OrderSuccess');
    const result = { orderNo, orderStatus: 'PAYING' };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', result)).toBe(200);
    const after = await orderOf(testApp, order.id);
    expect(after).toMatchObject({ status: 'CANCELED', nextAction: null });
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
  });

  it('R5: a sweep and a cancel of one order at once have one effect', async () => {
    const order = await created(testApp, provider);
    await testApp.sandbox.clock.advance(31_000);
    const since = sandbox().requests().length;
    const [result] = await Promise.all([
      mutate(testApp, documents.cancelOrder, inputOf(order)),
      testApp.app.runDue(),
      testApp.app.runDue(),
    ]);
    expect(result.order).toMatchObject({ status: 'CANCELED' });
    expect(callsSince(sandbox(), since).filter((one) => one === 'cancelOrder')).toHaveLength(1);
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
  });

  it('a cancel of an order whose outcome is unknown queries first, and cancels what exists', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(testApp, provider);
    expect(order.status).toBe('UNKNOWN');
    const result = await mutate(testApp, documents.cancelOrder, inputOf(order));
    expect(result.order).toMatchObject({ status: 'CANCELED' });
  });

  it('a cancel of an order that may not exist is refused until that is known', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(testApp, provider);
    expect(await mutate(testApp, documents.cancelOrder, inputOf(order))).toMatchObject(unavailable);
    expect(await statusOf(order)).toBe('UNKNOWN');
  });
});
