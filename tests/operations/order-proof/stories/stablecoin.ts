import { money } from '../../../../src/domain/money.ts';
import { connectionTo } from '../../../../src/operations/find.ts';
import { abnormalPaymentsOfOrders } from '../../../../src/store/queries/abnormal-payments.ts';
import type { StablecoinBrand } from '../../../../sandbox/sandbox.ts';
import * as documents from '../../../support/documents.ts';
import { ethereumAddress, orderInput, refundAddress, usdt } from '../../../support/operations.ts';
import type { Stage } from '../stage.ts';
import type { Cast, Referred } from '../tape.ts';

/** What happens to orders at the two brands of the stablecoin platform. */

export const minute = 60_000;
export const brandOf = ({ provider }: Stage): StablecoinBrand => provider as StablecoinBrand;
export const sandboxOf = (stage: Stage) => stage.world.sandbox.provider(brandOf(stage));

export const ordered = (stage: Stage) => stage.order(orderInput(stage.world, brandOf(stage)));

export async function pay(stage: Stage, cast: Referred, amount?: string): Promise<void> {
  await stage.pass(minute);
  sandboxOf(stage).pay(cast.reference, { amount });
  await stage.listen(cast);
}

export async function expire(stage: Stage, cast: Referred): Promise<void> {
  await stage.pass(minute);
  sandboxOf(stage).expire(cast.reference);
  await stage.listen(cast);
}

/** Paid with 101.00, which is what is due, or another amount. */
export async function bought(stage: Stage, amount?: string): Promise<Referred> {
  const cast = await ordered(stage);
  await pay(stage, cast, amount);
  return cast;
}

export async function paidLate(stage: Stage): Promise<Referred> {
  const cast = await ordered(stage);
  await expire(stage, cast);
  await pay(stage, cast, '101');
  return cast;
}

export const part = (stage: Stage, amount: string) => ({
  amount: { amount, ...usdt },
  ...refundAddress(brandOf(stage)),
});

export async function advanceRefund(
  stage: Stage,
  cast: Cast,
  { providerReference }: { providerReference: string },
  ...steps: ('REFUNDING' | 'REFUNDED' | 'FAILED')[]
): Promise<void> {
  for (const step of steps) {
    await stage.pass(minute);
    sandboxOf(stage).advanceRefund(providerReference, step);
    await stage.listen(cast);
  }
}

/** As it is known here, once we have asked. */
export async function abnormalPaymentOf(stage: Stage, { order }: Cast): Promise<string> {
  await stage.tell(documents.refreshOrder, { id: order?.id });
  const { read } = stage.world.app.deps;
  const [payment] = await abnormalPaymentsOfOrders(read, [order?.id ?? '']);
  if (payment === undefined) throw new Error('no abnormal payment');
  return payment.id;
}

const unheard = { record: () => undefined };

/** Without us: of what was paid, or with `whole` of the abnormal payment that there is. */
export async function refundInPortal(
  stage: Stage,
  cast: Referred,
  amount: string,
  { whole = false } = {},
) {
  const { order, accountId, reference } = cast;
  if (order === null) throw new Error('no order');
  const { connection } = await connectionTo(stage.world.app.deps, accountId);
  const refund = {
    providerReference: `PORTAL${reference}`,
    amount: money(amount, 'USDT', 'ETHEREUM'),
    address: ethereumAddress,
    reason: null,
    notifyUrl: '',
    order,
  };
  const [payment] = sandboxOf(stage).abnormalPayments(reference);
  const { abnormalPaymentNo: providerAbnormalPaymentId = '', hash = null } = payment ?? {};
  await (whole
    ? connection.refundAbnormalPayment?.(
        { ...refund, providerAbnormalPaymentId, transactionHash: hash },
        unheard,
      )
    : connection.createRefund?.(refund, unheard));
  await stage.listen(cast);
  return refund;
}
