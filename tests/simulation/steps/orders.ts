import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import { createOrder } from '../../../src/operations/orders/create-order.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf, useKey } from './step.ts';
import type { Step } from './step.ts';

const mostOrders = 2;

/** The first step of every history. */
export async function create(scene: Scene): Promise<string> {
  const { random, counterpart, merchantId } = scene;
  let input = {
    idempotencyKey: scene.newKey(),
    reference: 'basket',
    ...counterpart.order(random),
    account: scene.spareId === null || random.percent(30) ? scene.accountId : null,
  };
  const number = scene.keys.length;
  let madeAt: string | null = null;
  const { amount, currency } = input.amount;
  const outcome = await exposed(scene, {
    calls: counterpart.calls.createOrder,
    mayBeDelayed: true,
    mayFailOver: input.account === null,
    run: () =>
      useKey(scene, 'order', async () => {
        // What was lost with the database is requested where it was made.
        const isLost = madeAt !== null && scene.keys[number]?.id === null;
        if (isLost) input = { ...input, account: madeAt };
        const { order, replayed } = await createOrder(scene.deps, merchantId, input);
        madeAt = order.accountId;
        return { id: order.id, status: order.status, replayed };
      }),
  });
  return `of ${amount} ${currency} by ${Object.keys(input.method).join()}: ${outcome}`;
}

export const orderSteps: readonly Step[] = [
  {
    name: 'create an order',
    weight: 2,
    run: async (scene) => ((await scene.orders()).length < mostOrders ? create(scene) : null),
  },
  {
    name: 'the payer',
    weight: 12,
    async run(scene) {
      const order = anyOf(scene, await scene.orders());
      if (order === null) return null;
      const { random, counterpart, trace } = scene;
      const done = counterpart.payer(random, order.providerReference);
      return done && `${trace.nameOf(order.id)}: ${done}`;
    },
  },
  {
    name: 'refresh an order',
    weight: 5,
    async run(scene) {
      const { merchantId, trace } = scene;
      const order = anyOf(scene, await scene.orders());
      if (order === null || scene.isSending(order)) return null;
      const outcome = await exposed(scene, {
        calls: [],
        run: () =>
          codeOf(async () => (await refresh(scene.deps, kinds.ORDER, merchantId, order.id)).status),
      });
      return `${trace.nameOf(order.id)}: ${outcome}`;
    },
  },
];
