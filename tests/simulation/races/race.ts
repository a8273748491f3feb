import { ExpectedError } from '../../../src/domain/errors.ts';
import { createOrder } from '../../../src/operations/orders/create-order.ts';
import { createRefund } from '../../../src/operations/payouts/create-refund.ts';
import { refundAbnormalPayment } from '../../../src/operations/payouts/refund-abnormal-payment.ts';
import { kinds } from '../../../src/operations/instructions/kinds.ts';
import { refresh } from '../../../src/operations/instructions/refresh.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { decimalOf } from '../counterparts/counterpart.ts';
import type { OpenCounterpart } from '../counterparts/counterpart.ts';
import { close, putAway } from '../history.ts';
import type { History } from '../history.ts';
import { Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import type { Tally } from '../tally.ts';

const atOnce = 50;
const later = 10;
/** Milliseconds: the next step of every ladder. */
const halfMinute = 31_000;
const purses = ['order', 'abnormal payment'] as const;

/** How a refund's call may go wrong. The answer that is delayed does not come: it is a time-out. */
const faults: readonly Fault[] = [
  ...(['cut-before', 'cut-after', 'delay', 'error-before'] as const),
  ...(['error-after', 'garbage', 'bad-signature'] as const),
];

/**
 * Fifty refunds of random amounts at once of one order that is paid, some of them under the same key, with
 * calls that go wrong; then refunds that fail and give back what they held while others are asked for. The
 * witness weighs all of them in the turn of every commit.
 */
export async function race(
  stage: Stage,
  tally: Tally,
  seed: string,
  number: number,
  cast: readonly OpenCounterpart[],
): Promise<History> {
  const scene = await Scene.open(stage, tally, seed, number, cast);
  const { witness } = scene;
  try {
    const purse = scene.counterpart.hasPortal ? scene.chance.pick(purses) : 'order';
    const order = await paidOrder(scene, purse === 'abnormal payment');
    tally.add('races', `${purse} at ${scene.counterpart.name}`);
    await ask(scene, order, purse, atOnce);
    await fail(scene, order, purse);
    await close(scene);
  } catch (error) {
    witness.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await witness.flush();
  await putAway(scene);
  return { hash: scene.trace.hash(), trace: scene.trace.lines, complaints: witness.complaints };
}

/** Told by a query, as if the webhook had been lost. With a surplus where that is what is given back. */
async function paidOrder(scene: Scene, withSurplus: boolean): Promise<OrderRecord> {
  const { chance, counterpart, deps, merchantId } = scene;
  const asked = counterpart.order(chance);
  const { order } = await createOrder(deps, merchantId, {
    idempotencyKey: scene.newKey(),
    reference: 'basket',
    account: scene.accountId,
    ...asked,
    amount: { ...asked.amount, amount: decimalOf(BigInt(chance.int(100, 900) * 100 + 50), 2) },
  });
  counterpart.pay(order.providerReference, withSurplus);
  return refresh(deps, kinds.ORDER, merchantId, order.id);
}

/** So many at once; what is refused must be refused for a reason that is in the contract. */
async function ask(
  scene: Scene,
  order: OrderRecord,
  purse: (typeof purses)[number],
  count: number,
): Promise<void> {
  const { counterpart, chance, tally } = scene;
  const { createRefund: call = '', refundAbnormalPayment: abnormal = '' } = counterpart.calls;
  const operation = purse === 'order' ? call : abnormal;
  for (let armed = chance.int(0, 8); armed > 0; armed -= 1) {
    const fault = chance.pick(faults);
    tally.add('faults', fault);
    counterpart.faults.arm({ fault, operation, delayMs: 120_000 });
  }
  const [payment] = await scene.abnormalPayments();
  const inputs = Array.from({ length: count }, () => drawInput(scene, order));
  // Some of them twice, under the same key.
  const twice = inputs.filter(() => chance.percent(10));
  const outcomes = [...inputs, ...twice].map(async (input) => {
    const { idempotencyKey } = input;
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
    else scene.witness.complain(`a refund ended with ${String(outcome.reason)}`);
  }
  counterpart.faults.clear();
}

/** A hundredth to a fifth of what was paid. */
function drawInput(scene: Scene, order: OrderRecord) {
  const { chance, counterpart } = scene;
  const { refundable } = order;
  if (refundable === null) throw new Error(`an order that is ${order.status}`);
  const { currency, network, minor: paid } = refundable;
  const places = currency === 'WUSD' ? 18 : network === null ? 2 : 6;
  const cent = 10n ** BigInt(places - 2);
  const units = BigInt(chance.int(1, Number(paid / cent) / 5)) * cent;
  return {
    idempotencyKey: scene.newKey(),
    order: order.id,
    amount: { amount: decimalOf(units, places), currency, network },
    address: counterpart.refundAddress?.(order) ?? null,
  };
}

/** Round after round the provider ends what it has, more badly than well, while more is asked for. */
async function fail(
  scene: Scene,
  order: OrderRecord,
  purse: (typeof purses)[number],
): Promise<void> {
  const { chance, counterpart } = scene;
  counterpart.postbox.mode = 'deliver';
  for (let round = chance.int(1, 3); round > 0; round -= 1) {
    for (const { providerReference } of await scene.refunds()) {
      if (chance.percent(60)) counterpart.moveRefund?.(chance, providerReference, true);
    }
    await Promise.all([
      ask(scene, order, purse, later),
      counterpart.postbox.idle(),
      scene.advance(halfMinute).then(() => ask(scene, order, purse, later)),
    ]);
  }
  counterpart.postbox.mode = 'hold';
  await counterpart.postbox.idle();
}
