import { cancel } from '../../../src/operations/instructions/cancel.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import { createSettlement } from '../../../src/operations/payouts/create-settlement.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf, useKey } from './step.ts';
import type { Step } from './step.ts';

/** Every request is answered with another amount. */
async function inOtherMoney({ counterpart }: Scene, run: () => Promise<string>): Promise<string> {
  const { faults, calls } = counterpart;
  const queries = calls.namingMoney.filter((call) => /info|query/i.test(call));
  for (const operation of queries) faults.arm({ fault: 'other-amount', operation });
  const outcome = await run();
  faults.clear();
  return `[other-amount on ${queries.join()}] ${outcome}`;
}

export const settlementSteps: readonly Step[] = [
  {
    name: 'settle',
    weight: 4,
    async run(scene) {
      const { random, counterpart, merchantId } = scene;
      const order = anyOf(scene, await scene.orders());
      const request = order && counterpart.settlement?.(random, order);
      if (!request) return null;
      const account = order.accountId;
      const input = { idempotencyKey: scene.newKey(), reference: 'payout', account, ...request };
      const outcome = await exposed(scene, {
        calls: [counterpart.calls.createSettlement ?? []].flat(),
        mayBeDelayed: true,
        run: () =>
          useKey(scene, 'settlement', async () => {
            const made = await createSettlement(scene.deps, merchantId, input);
            const { id, status } = made.settlement;
            return { id, status, replayed: made.replayed };
          }),
      });
      return `${request.amount.amount} ${request.amount.currency}: ${outcome}`;
    },
  },
  {
    name: 'cancel a settlement',
    weight: 2,
    async run(scene) {
      const { merchantId, trace } = scene;
      const all = await scene.settlements();
      const pending = all.filter(({ status }) => status === 'PENDING');
      const settlement = anyOf(scene, pending.length > 0 ? pending : all);
      if (settlement === null || scene.delayed !== null) return null;
      const input = { idempotencyKey: scene.newKey(), id: settlement.id };
      const outcome = await exposed(scene, {
        calls: ['cancelSettlement'],
        run: () =>
          codeOf(
            async () => (await cancel(scene.deps, kinds.SETTLEMENT, merchantId, input)).status,
          ),
      });
      return `${trace.nameOf(settlement.id)}: ${outcome}`;
    },
  },
  {
    name: 'refresh a settlement',
    weight: 2,
    async run(scene) {
      const { merchantId, trace } = scene;
      const settlement = anyOf(scene, await scene.settlements());
      if (settlement === null || scene.isSending(settlement)) return null;
      const run = () =>
        codeOf(
          async () =>
            (await refresh(scene.deps, kinds.SETTLEMENT, merchantId, settlement.id)).status,
        );
      const isOther = scene.delayed === null && scene.random.percent(25);
      const outcome = isOther
        ? await inOtherMoney(scene, run)
        : await exposed(scene, { calls: [], run });
      return `${trace.nameOf(settlement.id)}: ${outcome}`;
    },
  },
  {
    name: 'the provider moves a settlement',
    weight: 3,
    async run(scene) {
      const { random, counterpart, trace } = scene;
      const settlement = anyOf(scene, await scene.settlements());
      if (settlement === null) return null;
      const changed = counterpart.changeSettlement?.(random, settlement.providerReference, false);
      return changed ? `${trace.nameOf(settlement.id)}: ${changed}` : null;
    },
  },
];
