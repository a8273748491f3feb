import { money } from '../../../src/domain/money.ts';
import { cancel } from '../../../src/operations/instructions/cancel.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import { createRefund } from '../../../src/operations/payouts/create-refund.ts';
import { accountById } from '../../../src/store/queries/merchants.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import { decimalOf } from '../counterparts/counterpart.ts';
import { exposed } from '../faults.ts';
import type { Scene } from '../scene.ts';
import { anyOf, codeOf, idNow, useKey } from './step.ts';
import type { Step } from './step.ts';

const decimals: Readonly<Record<string, number>> = { USDT: 6, USDC: 6, WUSD: 18, TWD: 0 };

/** All that is left, a part of what was paid, or a little more than that. */
function drawAmount({ random }: Scene, { refundable, request }: OrderRecord) {
  if (random.percent(25)) return null;
  const paid = refundable ?? request.amount;
  const places = decimals[paid.currency] ?? 2;
  const unit = 10n ** BigInt(Math.max(0, places - 2));
  const most = Number(paid.minor / unit);
  const units = random.percent(15) ? most + random.int(1, 100) : random.int(1, Math.max(1, most));
  const { currency, network } = paid;
  return { amount: decimalOf(BigInt(units) * unit, places), currency, network };
}

export const refundSteps: readonly Step[] = [
  {
    name: 'refund an order',
    weight: 10,
    async run(scene) {
      const { counterpart, merchantId, trace } = scene;
      const order = anyOf(scene, await scene.orders());
      // Refunds of unpaid orders are requested only sometimes.
      if (order === null || (order.status !== 'PAID' && scene.random.percent(80))) return null;
      if (scene.isSending(order)) return null;
      const amount = drawAmount(scene, order);
      const address = counterpart.refundAddress?.(order) ?? null;
      const input = { idempotencyKey: scene.newKey(), order: order.id, amount, address };
      const outcome = await exposed(scene, {
        calls: [counterpart.calls.createRefund ?? []].flat(),
        // Where it is not known whether the order was paid, that is queried first, under the order's lock.
        mayBeDelayed: order.status === 'PAID' && counterpart.calls.createRefund !== undefined,
        run: () =>
          useKey(scene, 'refund', async () => {
            const request = { ...input, order: await idNow(scene, order) };
            const { refund, replayed } = await createRefund(scene.deps, merchantId, request);
            if (amount === null) scene.refundsOfTheRest.add(refund.id);
            return { id: refund.id, status: refund.status, replayed };
          }),
      });
      return `${amount?.amount ?? 'all'} of ${trace.nameOf(order.id)}: ${outcome}`;
    },
  },
  {
    name: 'refund an order twice at once',
    weight: 2,
    async run(scene) {
      const { counterpart, merchantId, trace } = scene;
      const order = anyOf(scene, await scene.orders());
      if (order?.status !== 'PAID' || scene.delayed !== null) return null;
      const address = counterpart.refundAddress?.(order) ?? null;
      const refundAll = () => {
        const key = scene.newKey();
        const input = { idempotencyKey: key, order: order.id, amount: null, address };
        return useKey(scene, 'refund', async () => {
          const request = { ...input, order: await idNow(scene, order) };
          const { refund, replayed } = await createRefund(scene.deps, merchantId, request);
          scene.refundsOfTheRest.add(refund.id);
          return { id: refund.id, status: refund.status, replayed };
        });
      };
      const [one, other] = await Promise.all([refundAll(), refundAll()]);
      return `all of ${trace.nameOf(order.id)}: ${one} and ${other}`;
    },
  },
  {
    name: 'cancel a refund',
    weight: 2,
    async run(scene) {
      const { merchantId, trace } = scene;
      const refund = anyOf(scene, await scene.refunds());
      if (refund === null || scene.delayed !== null) return null;
      const input = { idempotencyKey: scene.newKey(), id: refund.id };
      const outcome = await exposed(scene, {
        calls: ['cancelRefund'],
        run: () =>
          codeOf(async () => (await cancel(scene.deps, kinds.REFUND, merchantId, input)).status),
      });
      return `${trace.nameOf(refund.id)}: ${outcome}`;
    },
  },
  {
    name: 'refresh a refund',
    weight: 3,
    async run(scene) {
      const { merchantId, trace } = scene;
      const refund = anyOf(scene, await scene.refunds());
      if (refund === null || scene.isSending(refund)) return null;
      const outcome = await exposed(scene, {
        calls: [],
        run: () =>
          codeOf(
            async () => (await refresh(scene.deps, kinds.REFUND, merchantId, refund.id)).status,
          ),
      });
      return `${trace.nameOf(refund.id)}: ${outcome}`;
    },
  },
  {
    name: 'the provider moves a refund',
    weight: 8,
    async run(scene) {
      const { random, counterpart } = scene;
      const known = (await scene.refunds()).map(({ providerReference }) => providerReference);
      const all = [...new Set([...known, ...scene.portalRefunds])];
      const reference = anyOf(scene, all);
      if (reference === null) return null;
      const changed = counterpart.changeRefund?.(random, reference, false);
      return changed ? `number ${all.indexOf(reference) + 1}: ${changed}` : null;
    },
  },
  {
    name: 'refund in the portal',
    weight: 6,
    run: refundInPortal,
  },
];

/** A refund that the merchant makes at the provider without us. */
export async function refundInPortal(scene: Scene): Promise<string | null> {
  const { random, counterpart, deps, trace, portalRefunds } = scene;
  const order = anyOf(scene, await scene.orders());
  // It takes one at a time.
  const before = portalRefunds.at(-1);
  if (before !== undefined && random.percent(70)) counterpart.changeRefund?.(random, before, true);
  if (!counterpart.hasPortal || order?.status !== 'PAID' || scene.delayed !== null) return null;
  const amount = drawAmount(scene, order);
  const account = await accountById(deps.read, order.accountId);
  if (amount === null || account === null) return null;
  const providerReference = `PORTAL${portalRefunds.length + 1}${order.providerReference.slice(-20)}`;
  const refund = {
    providerReference,
    amount: money(amount.amount, amount.currency, amount.network),
    address: counterpart.refundAddress?.(order) ?? null,
    reason: null,
    order,
    notifyUrl: '',
  };
  const { connection } = deps.connections.of(account);
  const reply = await connection.createRefund?.(refund, { record: () => undefined });
  if (reply?.refused === null) portalRefunds.push(providerReference);
  const outcome = reply?.refused === null ? 'accepted' : 'refused';
  return `${amount.amount} of ${trace.nameOf(order.id)}: ${outcome}`;
}
