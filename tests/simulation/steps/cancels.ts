import { cancel } from '../../../src/operations/instructions/cancel.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf } from './step.ts';
import type { Step } from './step.ts';

export const cancelSteps: readonly Step[] = [
  {
    name: 'cancel an order',
    weight: 3,
    async run(scene) {
      const { random, counterpart, trace } = scene;
      const order = anyOf(scene, await scene.orders());
      // A cancel holds the lock of its order, which the awaited answer may need.
      if (order === null || scene.delayed !== null) return null;
      const use = { idempotencyKey: scene.newKey(), id: order.id, status: null };
      scene.cancels.push(use);
      const call = counterpart.calls.cancelOrder;
      const isOpen = call !== undefined && order.status === 'AWAITING_PAYMENT';
      if (isOpen && random.percent(25)) {
        const outcome = await withoutAnswer(scene, call, use);
        return `${trace.nameOf(order.id)}: [nobody says what became of it] ${outcome}`;
      }
      const payer = isOpen && random.percent(20) ? payFirst(scene, order.providerReference) : '';
      const calls = [call ?? []].flat();
      const outcome = await exposed(scene, { calls, run: () => sendCancel(scene, use) });
      return `${trace.nameOf(order.id)}: ${payer}${outcome}`;
    },
  },
  {
    name: 'cancel with the same key',
    weight: 3,
    async run(scene) {
      const use = anyOf(scene, scene.cancels);
      if (use === null || scene.delayed !== null) return null;
      const before = use.status;
      const outcome = await sendCancel(scene, use);
      const suffix = before === 'CANCELED' ? ', replayed' : ', as intended';
      return `${scene.trace.nameOf(use.id)}: ${outcome}${use.status === 'CANCELED' ? suffix : ''}`;
    },
  },
];

/** One use of a key to cancel an order, and its result so far. */
export interface CancelUsed {
  idempotencyKey: string;
  id: string;
  status: string | null;
}

function sendCancel({ deps, merchantId }: Scene, use: CancelUsed): Promise<string> {
  return codeOf(async () => {
    const { idempotencyKey, id } = use;
    const { status } = await cancel(deps, kinds.ORDER, merchantId, { idempotencyKey, id });
    use.status = status;
    return status;
  });
}

/** It is done, its answer is lost, and no webhook reports the result. */
async function withoutAnswer(scene: Scene, call: string, use: CancelUsed): Promise<string> {
  const { random, counterpart, deps, merchantId } = scene;
  counterpart.faults.arm({ fault: 'cut-after', operation: call, times: 1 });
  for (const operation of counterpart.calls.others) {
    counterpart.faults.arm({ fault: 'garbage', operation, times: 5 });
  }
  const outcome = await sendCancel(scene, use);
  counterpart.faults.clear();
  if (random.percent(40)) return outcome;
  const code = await codeOf(
    async () => (await refresh(deps, kinds.ORDER, merchantId, use.id)).status,
  );
  return `${outcome}; asked for: ${code}; the same key again: ${await sendCancel(scene, use)}`;
}

function payFirst({ random, counterpart }: Scene, reference: string): string {
  const done = counterpart.payer(random, reference);
  return done === null ? '' : `the payer ${done}, and then `;
}
