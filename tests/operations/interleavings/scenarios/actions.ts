import { money } from '../../../../src/domain/money.ts';
import type { Deps } from '../../../../src/operations/deps.ts';
import { cancel } from '../../../../src/operations/instructions/cancel.ts';
import { kinds } from '../../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../../src/operations/instructions/refresh.ts';
import { recoverInFlight, resolve } from '../../../../src/operations/instructions/resolve.ts';
import { createOrder } from '../../../../src/operations/orders/create-order.ts';
import { createRefund } from '../../../../src/operations/payouts/create-refund.ts';
import { refundAbnormalPayment } from '../../../../src/operations/payouts/refund-abnormal-payment.ts';
import { leaseMs } from '../../../../src/operations/reconciliation/lease.ts';
import { leaseDue } from '../../../../src/store/queries/due.ts';
import type { OrderRecord } from '../../../../src/store/records.ts';
import type { OrderBook } from '../books.ts';
import type { Act, Scene } from '../scene.ts';

/** Actions of more than one scenario. */

export const brl = (amount: string) => money(amount, 'BRL');
export const priceOf = '100.00';

export const creating =
  ({ merchantId }: Scene, key: string, account: string | null = null): Act =>
  (deps) =>
    createOrder(deps, merchantId, {
      idempotencyKey: key,
      reference: 'basket',
      account,
      amount: { amount: priceOf, currency: 'BRL' },
      method: { pix: { presentation: 'QR_CODE' } },
    });

export const refunding =
  (scene: Scene, key: string, amount: string | null): Act =>
  (deps) =>
    createRefund(deps, scene.merchantId, {
      idempotencyKey: key,
      order: orderOf(scene).id,
      amount: amount === null ? null : { amount, currency: 'BRL' },
    });

export const returning =
  (scene: Scene, key: string): Act =>
  (deps) =>
    refundAbnormalPayment(deps, scene.merchantId, {
      idempotencyKey: key,
      abnormalPayment: scene.rows.payments[0]?.id ?? '',
    });

export const canceling =
  (scene: Scene, key: string): Act =>
  async (deps) => {
    const { id } = orderOf(scene);
    const { status } = await cancel(deps, kinds.ORDER, scene.merchantId, {
      idempotencyKey: key,
      id,
    });
    if (status !== 'CANCELED') scene.complain(`a cancel ends well, and the order is ${status}`);
  };

export const refreshing =
  (scene: Scene, kind: 'ORDER' | 'REFUND' = 'ORDER'): Act =>
  (deps) => {
    const { merchantId, rows } = scene;
    const id = kind === 'ORDER' ? orderOf(scene).id : (rows.refunds[0]?.id ?? '');
    return kind === 'ORDER'
      ? refresh(deps, kinds.ORDER, merchantId, id)
      : refresh(deps, kinds.REFUND, merchantId, id);
  };

/** Does what is due so many milliseconds later, as the scheduler does. */
export const looking =
  (scene: Scene, of: 'orders' | 'refunds', later: readonly number[]): Act =>
  async (deps) => {
    for (const ms of later) {
      scene.advance(ms);
      const id = scene.rows[of].at(-1)?.id ?? '';
      await deps.locks.run(id, () => resolveDue(deps, of, id));
    }
  };

async function resolveDue(deps: Deps, of: 'orders' | 'refunds', id: string): Promise<void> {
  const now = deps.now();
  const isOurs = await deps.queue.commit((tx) => leaseDue(tx, of, id, now, now + leaseMs));
  if (!isOurs) return;
  await (of === 'orders' ? resolve(deps, kinds.ORDER, id) : resolve(deps, kinds.REFUND, id));
}

/** Another process starts, because the first one has died or beside it. */
export const starting =
  (scene: Scene, dies: boolean): Act =>
  (deps) => {
    if (dies) scene.die();
    return recoverInFlight(deps);
  };

export function orderOf({ rows }: Scene): OrderRecord {
  const [order] = rows.orders;
  if (order === undefined) throw new Error('there is no order');
  return order;
}

export const hasOrder = (scene: Scene) => (): boolean => scene.rows.orders.length > 0;
export const hasRefund = (scene: Scene) => (): boolean => scene.rows.refunds.length > 0;

/** The provider's own order, once it exists. */
export const bookOf = ({ books }: Scene): OrderBook | undefined => books.orders[0];
export const isAtProvider = (scene: Scene) => (): boolean => bookOf(scene) !== undefined;

/** Something that happens at the provider, in the portal or by the payer, and is reported. */
export const happening =
  (act: () => void): Act =>
  () =>
    Promise.resolve(act());

/** The payer pays, while that is possible. */
export const paying = (scene: Scene): Act =>
  happening(() => {
    const book = bookOf(scene);
    if (book?.status === 'AWAITING_PAYMENT') scene.books.changeOrder(book, 'PAID', brl(priceOf));
  });

/** An order that is paid, as the webhooks have reported. */
export async function paidOrder(scene: Scene): Promise<void> {
  await openOrder(scene);
  await paying(scene)(scene.deps('the payer'));
  await scene.idle();
}

export async function openOrder(scene: Scene): Promise<void> {
  const [account] = scene.accounts;
  await creating(scene, 'the order', account)(scene.deps('before'));
  await scene.idle();
}
