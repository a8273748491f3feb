import { ExpectedError } from '../../../src/domain/errors.ts';
import { createOrder } from '../../../src/operations/orders/create-order.ts';
import { createRefund } from '../../../src/operations/payouts/create-refund.ts';
import { refundAbnormalPayment } from '../../../src/operations/payouts/refund-abnormal-payment.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Fault } from '../../../sandbox/double/faults/faults.ts';
import { decimalOf } from '../counterparts/counterpart.ts';
import type { OpenCounterpart } from '../counterparts/counterpart.ts';
import { close, putAway } from '../history.ts';
import type { History } from '../history.ts';
import { Scene } from '../scene.ts';
import type { Simulator } from '../simulator.ts';
import type { Tally } from '../tally.ts';

const atOnce = 50;
const later = 10;
/** Milliseconds: the next step of every ladder. */
const halfMinute = 31_000;
const purses = ['order', 'abnormal payment'] as const;

/** How a refund's call may fail. A delayed answer does not come: it is a timeout. */
const faults: readonly Fault[] = [
  ...(['cut-before', 'cut-after', 'delay', 'error-before'] as const),
  ...(['error-after', 'garbage', 'bad-signature'] as const),
];

/**
 * Fifty refunds of random amounts at once of one paid order, some of them under the same key, with failing calls;
 * then refunds that fail and release what they held while others are requested. The checker adds all of them up in
 * the turn of every commit.
 */
export async function race(
  simulator: Simulator,
  tally: Tally,
  seed: string,
  number: number,
  cast: readonly OpenCounterpart[],
): Promise<History> {
  const scene = await Scene.open(simulator, tally, seed, number, cast);
  const { checker } = scene;
  try {
    const purse = scene.counterpart.hasPortal ? scene.random.pick(purses) : 'order';
    const order = await paidOrder(scene, purse === 'abnormal payment');
    tally.add('races', `${purse} at ${scene.counterpart.name}`);
    await refundConcurrently(scene, order, purse, atOnce);
    await fail(scene, order, purse);
    await close(scene);
  } catch (error) {
    checker.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await checker.flush();
  await putAway(scene);
  return { hash: scene.trace.hash(), trace: scene.trace.lines, complaints: checker.complaints };
}

/** Paid and queried, as if the webhook had been lost. With a surplus where that is what is refunded. */
async function paidOrder(scene: Scene, withSurplus: boolean): Promise<OrderRecord> {
  const { random, counterpart, deps, merchantId } = scene;
  const request = counterpart.order(random);
  const { order } = await createOrder(deps, merchantId, {
    idempotencyKey: scene.newKey(),
    reference: 'basket',
    account: scene.accountId,
    ...request,
    amount: { ...request.amount, amount: decimalOf(BigInt(random.int(100, 900) * 100 + 50), 2) },
  });
  counterpart.pay(order.providerReference, withSurplus);
  return refresh(deps, kinds.ORDER, merchantId, order.id);
}

/** So many at once. A refusal must have a reason that is in the contract. */
async function refundConcurrently(
  scene: Scene,
  order: OrderRecord,
  purse: (typeof purses)[number],
  count: number,
): Promise<void> {
  const { counterpart, random, tally } = scene;
  const { createRefund: call = '', refundAbnormalPayment: abnormal = '' } = counterpart.calls;
  const operation = purse === 'order' ? call : abnormal;
  for (let armed = random.int(0, 8); armed > 0; armed -= 1) {
    const fault = random.pick(faults);
    tally.add('faults', fault);
    counterpart.faults.arm({ fault, operation, delayMs: 120_000 });
  }
  const [payment] = await scene.abnormalPayments();
  const inputs = Array.from({ length: count }, () => drawInput(scene, order));
  // Some of them twice, under the same key.
  const twice = inputs.filter(() => random.percent(10));
  const outcomes = [...inputs, ...twice].map(async (input) => {
    const { idempotencyKey } = input;
    scene.simulator.turn();
    const { refund } =
      purse === 'order'
        ? await createRefund(scene.deps, scene.merchantId, input)
        : await refundAbnormalPayment(scene.deps, scene.merchantId, {
            idempotencyKey,
            abnormalPayment: payment?.id ?? '',
          });
    return refund.status;
  });
  for (const outcome of await Promise.allSettled(outcomes)) {
    if (outcome.status === 'fulfilled') tally.add('answers', outcome.value);
    else if (outcome.reason instanceof ExpectedError) tally.add('answers', outcome.reason.code);
    else scene.checker.complain(`a refund ended with ${String(outcome.reason)}`);
  }
  counterpart.faults.clear();
}

/** A hundredth to a fifth of what was paid. */
function drawInput(scene: Scene, order: OrderRecord) {
  const { random, counterpart } = scene;
  const { refundable } = order;
  if (refundable === null) throw new Error(`an order that is ${order.status}`);
  const { currency, network, minor: paid } = refundable;
  const places = currency === 'WUSD' ? 18 : network === null ? 2 : 6;
  const cent = 10n ** BigInt(places - 2);
  const units = BigInt(random.int(1, Number(paid / cent) / 5)) * cent;
  return {
    idempotencyKey: scene.newKey(),
    order: order.id,
    amount: { amount: decimalOf(units, places), currency, network },
    address: counterpart.refundAddress?.(order) ?? null,
  };
}

/** In each round the provider ends what it has, more often as failed than as succeeded, while more is requested. */
async function fail(
  scene: Scene,
  order: OrderRecord,
  purse: (typeof purses)[number],
): Promise<void> {
  const { random, counterpart } = scene;
  counterpart.outbox.mode = 'deliver';
  for (let round = random.int(1, 3); round > 0; round -= 1) {
    for (const { providerReference } of await scene.refunds()) {
      if (random.percent(60)) counterpart.changeRefund?.(random, providerReference, true);
    }
    await Promise.all([
      refundConcurrently(scene, order, purse, later),
      counterpart.outbox.idle(),
      scene.advance(halfMinute).then(() => refundConcurrently(scene, order, purse, later)),
    ]);
  }
  counterpart.outbox.mode = 'hold';
  await counterpart.outbox.idle();
}
