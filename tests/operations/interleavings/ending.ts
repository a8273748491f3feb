import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { resolve } from '../../../src/operations/instructions/resolve.ts';
import { followAbnormalPayment } from '../../../src/operations/orders/query-abnormal-payment.ts';
import { retryDelivery } from '../../../src/operations/webhooks/retry-delivery.ts';
import type { OrderRecord, RefundRecord } from '../../../src/store/records.ts';
import type { Scene } from './scene.ts';

const mostRounds = 12;
const open = ['SUBMITTING', 'UNKNOWN', 'REQUESTED', 'CREATED'];

/**
 * Everything that waits is resolved when it is due, until nothing is open. Then everything must be as in the books.
 */
export async function end(scene: Scene): Promise<void> {
  for (let round = 0; round < mostRounds && isOpen(scene); round += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await resolveAll(scene);
  }
  for (const order of scene.rows.orders) differs(scene, order, bookOf(scene, order));
  for (const refund of scene.rows.refunds) {
    const { accountId, providerReference } = refund;
    differs(scene, refund, scene.books.refund(accountId, providerReference)?.status);
  }
  missing(scene);
}

const bookOf = ({ books }: Scene, { accountId, providerReference }: OrderRecord) =>
  books.order(accountId, providerReference)?.status;

function isOpen({ rows }: Scene): boolean {
  const { orders, refunds, deliveries } = rows;
  const isWaiting = [...orders, ...refunds].some(({ status }) => open.includes(status));
  return isWaiting || deliveries.some(({ checkAt }) => checkAt !== null);
}

/** As the scheduler does it, one after the other. */
async function resolveAll(scene: Scene): Promise<void> {
  const { orders, refunds, payments, deliveries } = scene.rows;
  const deps = scene.deps('the end', scene.second);
  const waiting = [...orders, ...refunds, ...payments, ...deliveries];
  const due = waiting.flatMap(({ id, checkAt }) => (checkAt === null ? [] : [{ id, checkAt }]));
  for (const { id, checkAt } of due.toSorted((a, b) => a.checkAt - b.checkAt)) {
    scene.advance(Math.max(0, checkAt - scene.now()));
    // oxlint-disable-next-line no-await-in-loop
    await deps.locks.run(id, async () => {
      if (id.startsWith('ord')) await resolve(deps, kinds.ORDER, id);
      else if (id.startsWith('rfd')) await resolve(deps, kinds.REFUND, id);
      else if (id.startsWith('abn')) await followAbnormalPayment(deps, id);
      else await retryDelivery(deps, id);
    });
  }
}

const ofNothing = ['FAILED', 'CANCELED'];

function differs(
  scene: Scene,
  { id, status }: OrderRecord | RefundRecord,
  reported: string | undefined,
): void {
  if (reported === undefined && ofNothing.includes(status)) return;
  if (reported !== status) scene.complain(`${id} ends as ${status}, at the provider ${reported}`);
}

/** Reports what the provider has and is unknown here, or known here with other values. */
function missing(scene: Scene): void {
  const { books, rows } = scene;
  for (const { reference } of books.orders) {
    const made = books.madeFor(reference);
    if (made > 1) scene.complain(`${made} orders were made for one key`);
  }
  for (const { reference, account, amount } of books.refunds) {
    const known = rows.refunds.find(
      (one) => one.providerReference === reference && one.accountId === account,
    );
    if (known === undefined) scene.complain(`the refund ${reference} is not known here`);
    else if (known.amount.minor !== amount.minor) scene.complain(`${known.id}: another amount`);
  }
  for (const { number, handled, received } of books.payments) {
    const known = rows.payments.find((one) => one.providerAbnormalPaymentId === number);
    if (known === undefined) {
      scene.complain(`the payment ${number} is not known here`);
      continue;
    }
    const isOver = known.status === 'RESOLVED';
    const refunded = books.refunds.some(
      (one) => one.payment === number && one.status === 'SUCCEEDED',
    );
    const isDecided = known.evidence.resolution !== null;
    if (isOver !== (handled || refunded || isDecided) && known.status !== 'RESOLVING') {
      scene.complain(`${known.id} is ${known.status} of ${received.minor}`);
    }
  }
}
