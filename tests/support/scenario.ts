import { backOfficeOf } from '../operations/abnormal-payments/back-office.ts';
import { eventually } from './app.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';
import {
  created,
  deliver,
  mutate,
  newKey,
  nowhere,
  paid,
  pathOf,
  redirect,
  refundAddress,
  refundInPortal,
  settlementInput,
  usdt,
} from './operations.ts';
import type { Document, MutationResult } from './operations.ts';
import { reconciled } from './reconciliation.ts';

const xcheckout = 'ANEXPAY_XCHECKOUT';
const wCheckout = 'W_CHECKOUT';

const customer = {
  firstName: 'Maria',
  lastName: 'Silva',
  email: 'maria@example.com',
  phone: '+5511987654321',
  document: '123.456.789-00',
};

/** Something of everything that a database can hold. Needs a test app whose accounts have TRX_USDT disabled. */
export async function playScenario(testApp: TestApp) {
  const at = (name: typeof xcheckout | typeof wCheckout) => testApp.sandbox.provider(name);
  const untilStatus = (id: string, status: string) =>
    eventually(async () => (await pathOf(testApp, id)).at(-1) === status);
  const refund = async (order: { id: string }, amount: string) =>
    subjectOf(
      await send(testApp, documents.createRefund, {
        order: order.id,
        amount: { amount, ...usdt },
        ...refundAddress(xcheckout),
      }),
    );
  const open = await created(testApp, xcheckout);
  const order = await paid(testApp, xcheckout);
  const returned = await refund(order, '40');
  at(xcheckout).advanceRefund(returned.providerReference, 'REFUNDED');
  await untilStatus(returned.id, 'SUCCEEDED');
  await refundInPortal(testApp, xcheckout, order, '5');
  await reconciled(testApp, xcheckout);
  // Answers that are lost, of each kind.
  const another = await paid(testApp, xcheckout);
  at(xcheckout).faults.arm({ fault: 'cut-after', operation: 'createRefund' });
  const lostRefund = await refund(another, '3');
  at(xcheckout).faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  const lost = await created(testApp, xcheckout);
  const settlement = await settle(testApp, wCheckout);
  at(wCheckout).faults.arm({ fault: 'cut-after', operation: 'createSettlement' });
  await settle(testApp, wCheckout);
  // Orders that leave their account: it refuses the method, or cannot be reached.
  const method = { stablecoin: { currency: 'USDT', network: 'TRON' } };
  await created(testApp, xcheckout, { account: null, method });
  await redirect(testApp, xcheckout, nowhere);
  const moved = await created(testApp, xcheckout, { account: null });
  await redirect(testApp, xcheckout);
  // What was paid otherwise than it should be.
  const office = backOfficeOf(testApp, xcheckout);
  const accepted = await office.late();
  await office.resolve(accepted.payment, 'ACCEPT');
  const dismissed = await office.underpaid();
  await office.resolve(dismissed.payment, 'DISMISS');
  const surplus = await backOfficeOf(testApp, wCheckout).surplus();
  await backOfficeOf(testApp, wCheckout).refund(surplus.payment);
  await office.surplus();
  const canceled = await created(testApp, xcheckout);
  await send(testApp, documents.cancelOrder, { id: canceled.id });
  await deliver(testApp, xcheckout, 'CHECKOUT_ORDER_CHANGED', {
    orderNo: 'not-from-here',
    orderStatus: 'PAYING',
  });
  await others(testApp);
  await at(xcheckout).webhooks.idle();
  await at(wCheckout).webhooks.idle();
  return { open, order, returned, lost, lostRefund, settlement, moved, accepted, surplus };
}

/** Orders at the providers that are no stablecoin gateway. */
async function others(testApp: TestApp): Promise<void> {
  const inputs = [
    { account: 'NEXAPAY', currency: 'BRL', method: { pix: { presentation: 'QR_CODE' } } },
    { account: 'EXAMPLEPAY', currency: 'INR', method: { upi: { flow: 'HOSTED_PAGE' } } },
  ] as const;
  for (const { account, currency, method } of inputs) {
    const result = await send(testApp, documents.createOrder, {
      account: testApp.accounts[account],
      reference: `order at ${account}`,
      amount: { amount: '100.00', currency },
      method,
      customer,
    });
    const order = subjectOf(result);
    testApp.sandbox.provider(account).pay(order.providerReference);
    await testApp.sandbox.provider(account).webhooks.idle();
  }
}

async function settle(testApp: TestApp, provider: typeof wCheckout) {
  await paid(testApp, provider);
  const { idempotencyKey: _, ...input } = settlementInput(testApp, provider);
  return subjectOf(await send(testApp, documents.createSettlement, input));
}

const send = (testApp: TestApp, document: Document, input: object): Promise<MutationResult> =>
  mutate(testApp, document, { input: { idempotencyKey: newKey(), ...input } });

function subjectOf(result: MutationResult) {
  const subject = result.order ?? result.refund ?? result.settlement;
  if (!subject) throw new Error(JSON.stringify(result));
  return subject;
}
