import { money } from '../../../../src/domain/money.ts';
import { connectionTo } from '../../../../src/operations/find.ts';
import { abnormalPaymentsOfOrders } from '../../../../src/store/queries/abnormal-payments.ts';
import type { StablecoinBrand } from '../../../../sandbox/stablecoin-platform/brands.ts';
import * as documents from '../../../support/documents.ts';
import { ethereumAddress, orderInput, refundAddress, usdt } from '../../../support/operations.ts';
import type { Merchant } from '../merchant.ts';
import type { Subjects, Referred } from '../recorder.ts';

/** What happens to orders at the two brands of the stablecoin platform. */

export const minute = 60_000;
export const brandOf = ({ provider }: Merchant): StablecoinBrand => provider as StablecoinBrand;
export const sandboxOf = (merchant: Merchant) =>
  merchant.testApp.sandbox.provider(brandOf(merchant));

export const ordered = (merchant: Merchant) =>
  merchant.order(orderInput(merchant.testApp, brandOf(merchant)));

export async function pay(merchant: Merchant, subjects: Referred, amount?: string): Promise<void> {
  await merchant.pass(minute);
  sandboxOf(merchant).pay(subjects.reference, { amount });
  await merchant.listen(subjects);
}

export async function expire(merchant: Merchant, subjects: Referred): Promise<void> {
  await merchant.pass(minute);
  sandboxOf(merchant).expire(subjects.reference);
  await merchant.listen(subjects);
}

/** Paid with 101.00, which is due, or another amount. */
export async function bought(merchant: Merchant, amount?: string): Promise<Referred> {
  const subjects = await ordered(merchant);
  await pay(merchant, subjects, amount);
  return subjects;
}

export async function paidLate(merchant: Merchant): Promise<Referred> {
  const subjects = await ordered(merchant);
  await expire(merchant, subjects);
  await pay(merchant, subjects, '101');
  return subjects;
}

export const part = (merchant: Merchant, amount: string) => ({
  amount: { amount, ...usdt },
  ...refundAddress(brandOf(merchant)),
});

export async function advanceRefund(
  merchant: Merchant,
  subjects: Subjects,
  { providerReference }: { providerReference: string },
  ...steps: ('REFUNDING' | 'REFUNDED' | 'FAILED')[]
): Promise<void> {
  for (const step of steps) {
    await merchant.pass(minute);
    sandboxOf(merchant).advanceRefund(providerReference, step);
    await merchant.listen(subjects);
  }
}

/** As it is known here, after a query. */
export async function abnormalPaymentOf(merchant: Merchant, { order }: Subjects): Promise<string> {
  await merchant.mutate(documents.refreshOrder, { id: order?.id });
  const { read } = merchant.testApp.app.deps;
  const [payment] = await abnormalPaymentsOfOrders(read, [order?.id ?? '']);
  if (payment === undefined) throw new Error('no abnormal payment');
  return payment.id;
}

const unheard = { record: () => undefined };

/** Without us: of what was paid, or with `whole` of the existing abnormal payment. */
export async function refundInPortal(
  merchant: Merchant,
  subjects: Referred,
  amount: string,
  { whole = false } = {},
) {
  const { order, accountId, reference } = subjects;
  if (order === null) throw new Error('no order');
  const { connection } = await connectionTo(merchant.testApp.app.deps, accountId);
  const refund = {
    providerReference: `PORTAL${reference}`,
    amount: money(amount, 'USDT', 'ETHEREUM'),
    address: ethereumAddress,
    reason: null,
    notifyUrl: '',
    order,
  };
  const [payment] = sandboxOf(merchant).abnormalPayments(reference);
  const { abnormalPaymentNo: providerAbnormalPaymentId = '', hash = null } = payment ?? {};
  await (whole
    ? connection.refundAbnormalPayment?.(
        { ...refund, providerAbnormalPaymentId, transactionHash: hash },
        unheard,
      )
    : connection.createRefund?.(refund, unheard));
  await merchant.listen(subjects);
  return refund;
}
