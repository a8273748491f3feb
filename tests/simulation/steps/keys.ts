import { createOrder } from '../../../src/operations/orders/create-order.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf } from './step.ts';
import type { Step } from './step.ts';

export const keySteps: readonly Step[] = [
  {
    name: 'use a key again',
    weight: 5,
    async run(scene) {
      const key = anyOf(scene, scene.keys);
      return key && `key ${scene.keys.indexOf(key) + 1}: ${await key.again()}`;
    },
  },
  {
    name: 'use a key for something else',
    weight: 1,
    run: useForSomethingElse,
  },
];

/** The first key made an order, where it made anything. */
async function useForSomethingElse(scene: Scene): Promise<string | null> {
  const { random, counterpart, deps, hasBeenRestored, keys, merchantId } = scene;
  const [first] = keys;
  if (first === undefined || first.id === null || hasBeenRestored || random.percent(50))
    return null;
  const input = {
    idempotencyKey: 'simulation-0001',
    reference: 'another basket',
    ...counterpart.order(random),
    account: scene.accountId,
  };
  const outcome = await codeOf(async () => {
    const { order } = await createOrder(deps, merchantId, input);
    scene.checker.complain(`a key that is used for something else has made ${order.status}`);
    return order.status;
  });
  return `key 1: ${outcome}`;
}
