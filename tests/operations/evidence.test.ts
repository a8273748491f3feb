import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareEvidence } from '../../src/operations/evidence.ts';
import { present } from '../../src/operations/find.ts';
import type { Queue } from '../../src/store/commit.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { observing, pushedAt } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import { ask, newKey, orderOf, paid, refundAddress, usdt } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let world: World;
let order: Awaited<ReturnType<typeof paid>>;

beforeAll(async () => {
  world = await openWorld();
  order = await paid(world, provider);
  const input = {
    idempotencyKey: newKey(),
    order: order.id,
    amount: { amount: '40', ...usdt },
    ...refundAddress(provider),
  };
  await ask(world, documents.createRefund, { input });
  await world.sandbox.provider(provider).webhooks.idle();
});
afterAll(() => world.close());

const compare = (rewrite = false) => compareEvidence(world.app.deps, rewrite);

const spoil = (text: string): Promise<number> =>
  world.app.deps.queue.commit((tx) => tx.run(text, order.id));

describe('what is joined in a row', () => {
  it('is what its pieces of evidence come to', async () => {
    expect(await compare()).toEqual({ compared: 2, divergences: [] });
  });

  it('is told where it is not, and stays as it is until it is to be rewritten', async () => {
    await spoil(`update orders set status = 'PROCESSING', refundable = null,
      evidence = json_remove(evidence, '$.seen.PAID', '$.paid') where id = ?`);
    const found = { id: order.id, status: 'PROCESSING', judged: 'PAID', rewritten: false };
    expect(await compare()).toEqual({ compared: 2, divergences: [found] });
    expect(await orderOf(world, order.id)).toMatchObject({ status: 'PROCESSING', paid: null });
  });

  it('is made anew from them, and what callers see of that is an event', async () => {
    const { version } = await orderOf(world, order.id);
    const { divergences } = await compare(true);
    expect(divergences).toMatchObject([{ id: order.id, rewritten: true }]);
    const healed = await orderOf(world, order.id);
    expect(healed).toMatchObject({
      status: 'PAID',
      paid: { amount: '101.00' },
      refundable: { amount: '61.00' },
    });
    expect(healed['version']).toBe(version + 1);
    expect(await compare()).toEqual({ compared: 2, divergences: [] });
  });

  it('is not made anew from what another change of the same group has outdated', async () => {
    const { deps } = world.app;
    const text = `update orders set status = 'AWAITING_PAYMENT', refundable = null,
      evidence = json_remove(evidence, '$.seen.PAID', '$.paid') where id = ?`;
    await deps.queue.commit((tx) => tx.run(text, order.id));
    const { providerReference, accountId, merchantId } = await present(
      orderById(deps.read, order.id),
    );
    const closed = { subject: 'ORDER', providerReference, status: 'CANCELED' } as const;
    const source = { ...pushedAt(deps.now()), accountId, merchantId };
    const meanwhile = observing(deps, source, [{ ...closed, occurredAt: null }]);
    const others: Promise<unknown>[] = [];
    const queue: Pick<Queue, 'change'> = {
      change(change) {
        others.push(deps.queue.change(meanwhile));
        return deps.queue.change(change);
      },
    };
    const { divergences } = await compareEvidence({ ...deps, queue }, true);
    await Promise.all(others);
    expect(divergences).toMatchObject([{ id: order.id, rewritten: false }]);
    expect((await present(orderById(deps.read, order.id))).evidence.seen).toHaveProperty(
      'CANCELED',
    );
  });
});
