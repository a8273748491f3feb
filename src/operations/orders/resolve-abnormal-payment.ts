import { z } from 'zod';
import { abnormalPaymentResolutionKinds, resolveByHand } from '../../domain/abnormal-payment.ts';
import type { AbnormalPaymentResolution } from '../../domain/abnormal-payment.ts';
import { InvalidStateError } from '../../domain/errors.ts';
import { sameCurrency } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { orderPhase } from '../../domain/order.ts';
import type { Principal } from '../../domain/principal.ts';
import { countedIn } from '../../domain/request.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { AbnormalPaymentRecord, OrderRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import { check, idempotencyKey, text } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { ownAbnormalPayment, present } from '../find.ts';
import { keyUse, once, takeKey } from '../idempotency.ts';
import type { ResolveAbnormalPaymentInput } from '../inputs.ts';
import { moveAbnormalPayment } from '../moves/abnormal-payment.ts';
import { ownDoing } from '../moves/context.ts';
import { moveOrder } from '../moves/order.ts';

export interface ResolvedAbnormalPayment {
  abnormalPayment: AbnormalPaymentRecord;
  /** True when the key had resolved it before: nothing was done again. */
  replayed: boolean;
}

const schema = z.object({
  idempotencyKey,
  abnormalPayment: z.string(),
  resolution: z.enum(abnormalPaymentResolutionKinds),
  note: text(500),
});

/**
 * A person decides about all that is pending of an abnormal payment: it counts towards its order from now on,
 * or it was dealt with elsewhere. The provider is told nothing: it has no word for either.
 */
export async function resolveAbnormalPayment(
  deps: Deps,
  caller: Extract<Principal, { kind: 'API_KEY' }>,
  input: ResolveAbnormalPaymentInput,
): Promise<ResolvedAbnormalPayment> {
  const { merchantId, keyId } = caller;
  const { idempotencyKey: key, ...given } = check(schema, input);
  const use = keyUse(merchantId, 'resolveAbnormalPayment', key, given);
  const replay = async (id: string): Promise<ResolvedAbnormalPayment> => ({
    abnormalPayment: await present(abnormalPaymentById(deps.read, id)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    const { id } = await ownAbnormalPayment(deps.read, merchantId, given.abnormalPayment);
    const { name: by } = await present(apiKeyById(deps.read, keyId));
    const decision = { kind: given.resolution, note: given.note, keyId, by, at: deps.now() };
    const abnormalPayment = await deps.queue.commit(async (tx) => {
      const payment = await ownAbnormalPayment(tx, merchantId, id);
      assertOpen(payment);
      await takeKey(tx, use, id, decision.at);
      return resolve(tx, deps, payment, { ...decision, amount: payment.pending });
    });
    return { abnormalPayment, replayed: false };
  });
}

function assertOpen({ status }: AbnormalPaymentRecord): void {
  if (status === 'OPEN') return;
  throw new InvalidStateError(status, `This abnormal payment is ${status}.`);
}

async function resolve(
  tx: Tx,
  deps: Deps,
  payment: AbnormalPaymentRecord,
  resolution: AbnormalPaymentResolution,
): Promise<AbnormalPaymentRecord> {
  const { kind, amount, at } = resolution;
  const order = kind === 'ACCEPT' ? await orderToPay(tx, payment) : null;
  const motive = ownDoing(at);
  const evidence = resolveByHand(payment.evidence, resolution);
  const resolved = await moveAbnormalPayment(tx, deps, motive, payment, { evidence });
  if (order !== null) {
    const accepted = { abnormalPaymentId: payment.id, amount, at };
    await moveOrder(tx, deps, motive, order, { said: [{ subject: 'ACCEPTANCE', accepted }] });
  }
  return resolved;
}

/** The order that what is pending can count towards. */
async function orderToPay(
  tx: Tx,
  { orderId, pending, status }: AbnormalPaymentRecord,
): Promise<OrderRecord> {
  if (orderId === null) {
    throw new InvalidStateError(status, 'This abnormal payment belongs to no order that is known.');
  }
  const order = await present(orderById(tx, orderId));
  if (countsTowards(order, pending)) return order;
  const paid = countedIn(order.request);
  const message = sameCurrency(pending, paid)
    ? `Its order is ${order.status} for good.`
    : `Its order counts in ${nameOf(paid)}, and this is ${nameOf(pending)}: give it back or dismiss it.`;
  throw new InvalidStateError(order.status, message);
}

/** Only in the currency that the order counts in, for different ones do not add up; and not once it is final. */
export function countsTowards(order: OrderRecord, amount: Money): boolean {
  const isFinal = orderPhase(order.status, order.evidence) === 'FINAL';
  return !isFinal && sameCurrency(amount, countedIn(order.request));
}

function nameOf({ currency, network }: Pick<Money, 'currency' | 'network'>): string {
  return network === null ? currency : `${currency} on ${network}`;
}
