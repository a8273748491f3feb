import { cancel } from '../../../src/operations/instructions/cancel.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { createRefund } from '../../../src/operations/payouts/create-refund.ts';
import { createSettlement } from '../../../src/operations/payouts/create-settlement.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Scene } from '../scene.ts';
import { refundInPortal } from './refunds.ts';
import { anyOf, codeOf, idNow, useKey } from './step.ts';
import type { Step } from './step.ts';
import { deliver } from './surroundings.ts';

/** What certainly was not sent waits, can be voided, and may have become pointless meanwhile. */
export const waitingSteps: readonly Step[] = [
  {
    name: 'a refund waits for the provider',
    weight: 1,
    async run(scene) {
      const { random, counterpart, delayed } = scene;
      if (random.percent(40)) return null;
      const order = anyOf(scene, await scene.orders());
      const canRefund = counterpart.calls.createRefund !== undefined;
      if (!canRefund || order?.status !== 'PAID' || delayed !== null) return null;
      const outcome = await unplugged(scene, () => refundAll(scene, order));
      return `${outcome}${await meanwhile(scene)}`;
    },
  },
  {
    name: 'a settlement waits for the provider',
    weight: 1,
    async run(scene) {
      const { random, counterpart, delayed } = scene;
      if (random.percent(75)) return null;
      const order = anyOf(scene, await scene.orders());
      const request = order && counterpart.settlement?.(random, order);
      if (!request || delayed !== null) return null;
      const outcome = await unplugged(scene, () =>
        settle(scene, { ...request, account: order.accountId }),
      );
      return `${outcome}${random.percent(50) ? await cancelWaiting(scene) : ''}`;
    },
  },
  {
    name: 'a refund is lost twice',
    weight: 1,
    async run(scene) {
      const { random, counterpart, delayed } = scene;
      const call = counterpart.calls.createRefund;
      const order = anyOf(scene, await scene.orders());
      if (call === undefined || order?.status !== 'PAID' || delayed !== null) return null;
      if (random.percent(70)) return null;
      counterpart.faults.arm({ fault: 'error-before', operation: call, times: 5 });
      const outcome = await refundAll(scene, order);
      for (const ms of untilSentAgain) {
        // oxlint-disable-next-line no-await-in-loop
        await scene.advance(ms);
      }
      counterpart.faults.clear();
      return outcome;
    },
  },
];

/** Past the visibility delay, and past the second query that does not find it. */
const untilSentAgain = [36_000, 16_000, 16_000];

async function unplugged(scene: Scene, run: () => Promise<string>): Promise<string> {
  await scene.plug(false, scene.accountIds);
  const outcome = await run();
  await scene.plug(true, scene.accountIds);
  return outcome;
}

function refundAll(scene: Scene, order: OrderRecord): Promise<string> {
  const address = scene.counterpart.refundAddress?.(order) ?? null;
  const input = { idempotencyKey: scene.newKey(), order: order.id, amount: null, address };
  return useKey(scene, 'refund', async () => {
    const request = { ...input, order: await idNow(scene, order) };
    const { refund, replayed } = await createRefund(scene.deps, scene.merchantId, request);
    scene.refundsOfTheRest.add(refund.id);
    return { id: refund.id, status: refund.status, replayed };
  });
}

type SettlementRequest = Omit<
  Parameters<typeof createSettlement>[2],
  'idempotencyKey' | 'reference'
>;

function settle(scene: Scene, request: SettlementRequest): Promise<string> {
  const input = { idempotencyKey: scene.newKey(), reference: 'payout', ...request };
  return useKey(scene, 'settlement', async () => {
    const made = await createSettlement(scene.deps, scene.merchantId, input);
    const { id, status } = made.settlement;
    return { id, status, replayed: made.replayed };
  });
}

/** It is voided, or the portal refunds what it would refund. */
async function meanwhile(scene: Scene): Promise<string> {
  const what = scene.random.pick(['nothing', 'taken back', 'given back', 'given back'] as const);
  if (what === 'nothing') return '';
  if (what === 'taken back') return cancelWaiting(scene);
  const outcome = await refundInPortal(scene);
  const notices = scene.counterpart.outbox
    .events()
    .filter(({ attempts, body }) => attempts === 0 && body.includes('PORTAL'));
  // In the order in which the provider made them.
  // oxlint-disable-next-line no-await-in-loop
  for (const notice of notices) await deliver(scene, notice);
  return outcome === null ? '' : `; in the portal, ${outcome}`;
}

const isWaiting = ({ status }: { status: string }): boolean => status === 'REQUESTED';

async function cancelWaiting(scene: Scene): Promise<string> {
  const { deps, merchantId } = scene;
  const use = (id: string) => ({ idempotencyKey: scene.newKey(), id });
  const refund = (await scene.refunds()).find(isWaiting);
  const settlement = (await scene.settlements()).find(isWaiting);
  const outcome = await codeOf(async () => {
    if (refund) return (await cancel(deps, kinds.REFUND, merchantId, use(refund.id))).status;
    if (settlement === undefined) return 'nothing waits';
    return (await cancel(deps, kinds.SETTLEMENT, merchantId, use(settlement.id))).status;
  });
  return `; canceled: ${outcome}`;
}
