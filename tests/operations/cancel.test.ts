import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import type { StablecoinBrand } from '../../sandbox/sandbox.ts';
import { eventually, openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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
  make: (world: World, provider: StablecoinBrand) => Promise<Subject>;
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
    make: (world, provider) => created(world, provider),
  },
  {
    name: 'refund',
    cancel: documents.cancelRefund,
    refresh: documents.refreshRefund,
    operation: 'cancelRefund',
    info: 'refundInfo',
    open: 'PENDING',
    async make(world, provider) {
      const { id: order } = await paid(world, provider);
      const input = { idempotencyKey: newKey(), order, ...refundAddress(provider) };
      return made((await ask(world, documents.createRefund, { input })).refund);
    },
  },
  {
    name: 'settlement',
    cancel: documents.cancelSettlement,
    refresh: documents.refreshSettlement,
    operation: 'cancelSettlement',
    info: 'settlementInfo',
    open: 'PENDING',
    async make(world, provider) {
      await paid(world, provider);
      const input = settlementInput(world, provider);
      return made((await ask(world, documents.createSettlement, { input })).settlement);
    },
  },
];

/** Timeouts are tried with what is created: they end like these. */
const lostAfter: readonly Fault[] = ['cut-after', 'error-after', 'bad-signature', 'garbage'];
const lostBefore: readonly Fault[] = ['cut-before', 'error-before'];
const unavailable = { __typename: 'ProviderUnavailableError', retry: 'SAME_KEY' };

const inputOf = ({ id }: Subject, idempotencyKey = newKey()) => ({
  input: { idempotencyKey, id },
});

describe.each(providersOfSandbox)('at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld();
  });

  afterAll(() => world.close());

  const statusOf = async ({ id }: Subject) => (await pathOf(world, id)).at(-1);

  describe.each(nouns)(
    'a canceled $name',
    ({ name, cancel, refresh, operation, info, open, make }) => {
      it('is canceled once, and the same key is a success again', async () => {
        const subject = await make(world, provider);
        const since = sandbox().requests().length;
        const variables = inputOf(subject);
        const told = await ask(world, cancel, variables);
        expect(told[name]).toMatchObject({ id: subject.id, status: 'CANCELED' });
        expect(callsSince(sandbox(), since)).toEqual([operation]);
        expect(await ask(world, cancel, variables)).toEqual(told);
        expect(callsSince(sandbox(), since)).toEqual([operation]);
        expect(await ask(world, cancel, inputOf(subject))).toMatchObject({
          __typename: 'InvalidStateError',
          status: 'CANCELED',
        });
      });

      it('is canceled all the same when the answer is lost after it was done', async () => {
        for (const fault of lostAfter) {
          const subject = await make(world, provider);
          sandbox().faults.arm({ fault, operation });
          const told = await ask(world, cancel, inputOf(subject));
          expect({ fault, status: (told[name] as Subject).status }).toEqual({
            fault,
            status: 'CANCELED',
          });
        }
      });

      it('keeps its state when it is not known to be canceled, and the key can be used again', async () => {
        for (const fault of lostBefore) {
          const subject = await make(world, provider);
          sandbox().faults.arm({ fault, operation });
          const variables = inputOf(subject);
          expect(await ask(world, cancel, variables)).toMatchObject(unavailable);
          expect(await statusOf(subject)).toBe(open);
          expect((await ask(world, cancel, variables))[name]).toMatchObject({ status: 'CANCELED' });
        }
      });

      it('keeps its state when neither cancel nor question is answered, and is found out later', async () => {
        const subject = await make(world, provider);
        sandbox().webhooks.mode = 'hold';
        sandbox().faults.arm({ fault: 'cut-after', operation });
        sandbox().faults.arm({ fault: 'cut-before', operation: info });
        const variables = inputOf(subject);
        expect(await ask(world, cancel, variables)).toMatchObject(unavailable);
        expect(await statusOf(subject)).toBe(open);
        sandbox().webhooks.mode = 'deliver';
        await sandbox().webhooks.release();
        await eventually(async () => (await statusOf(subject)) === 'CANCELED');
      });

      it('is not found out by what cannot be believed', async () => {
        for (const fault of [...lostBefore, ...lostAfter]) {
          const subject = await make(world, provider);
          sandbox().faults.arm({ fault, operation: info });
          expect(await ask(world, refresh, { id: subject.id })).toMatchObject(unavailable);
          expect(await statusOf(subject)).toBe(open);
        }
      });

      it('is a conflict when the key canceled another one', async () => {
        const [first, second] = [await make(world, provider), await make(world, provider)];
        const { input } = inputOf(first);
        await ask(world, cancel, { input });
        const told = await ask(world, cancel, { input: { ...input, id: second.id } });
        expect(told).toMatchObject({
          __typename: 'IdempotencyConflictError',
          existing: { id: first.id },
          differences: ['id'],
          retry: 'NEW_KEY',
        });
        expect(await statusOf(second)).toBe(open);
      });

      it('is canceled once however many ask at once', async () => {
        const subject = await make(world, provider);
        const since = sandbox().requests().length;
        const variables = inputOf(subject);
        const all = await Promise.all(
          Array.from({ length: 10 }, () => ask(world, cancel, variables)),
        );
        const others = await Promise.all(
          Array.from({ length: 10 }, () => ask(world, cancel, inputOf(subject))),
        );
        const done = all.filter((told) => told[name] !== undefined);
        const busy = all.filter((told) => told.__typename === 'OperationInProgressError');
        expect(done.length + busy.length).toBe(10);
        expect(done.length).toBeGreaterThan(0);
        expect(others.every((told) => told.status === 'CANCELED')).toBe(true);
        expect(callsSince(sandbox(), since)).toEqual([operation]);
      });
    },
  );

  it('loses to a payment that came first', async () => {
    const order = await created(world, provider);
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(order.providerReference);
    const told = await ask(world, documents.cancelOrder, inputOf(order));
    expect(told).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'PAID',
      retry: 'DO_NOT',
    });
    expect((await orderOf(world, order.id)).status).toBe('PAID');
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
  });

  it('R1: stands when an older answer says that the order still waits', async () => {
    const order = await created(world, provider);
    const { providerReference: orderNo } = order;
    sandbox().faults.arm({ fault: 'delay', operation: 'orderInfo', delayMs: 0 });
    const [, refreshed] = await Promise.all([
      ask(world, documents.cancelOrder, inputOf(order)),
      ask(world, documents.refreshOrder, { id: order.id }),
    ]);
    expect(refreshed.__typename).toBe('OrderSuccess');
    const told = { orderNo, orderStatus: 'PAYING' };
    expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', told)).toBe(200);
    const after = await orderOf(world, order.id);
    expect(after).toMatchObject({ status: 'CANCELED', nextAction: null });
    expect(await pathOf(world, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
  });

  it('R5: a sweep and a cancel of one order at once have one effect', async () => {
    const order = await created(world, provider);
    await world.sandbox.clock.advance(31_000);
    const since = sandbox().requests().length;
    const [told] = await Promise.all([
      ask(world, documents.cancelOrder, inputOf(order)),
      world.app.runDue(),
      world.app.runDue(),
    ]);
    expect(told.order).toMatchObject({ status: 'CANCELED' });
    expect(callsSince(sandbox(), since).filter((one) => one === 'cancelOrder')).toHaveLength(1);
    expect(await pathOf(world, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
  });

  it('of an order whose outcome is unknown asks first, and cancels what is there', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(world, provider);
    expect(order.status).toBe('UNKNOWN');
    const told = await ask(world, documents.cancelOrder, inputOf(order));
    expect(told.order).toMatchObject({ status: 'CANCELED' });
  });

  it('of an order that may not be there is refused until that is known', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(world, provider);
    expect(await ask(world, documents.cancelOrder, inputOf(order))).toMatchObject(unavailable);
    expect(await statusOf(order)).toBe('UNKNOWN');
  });
});
