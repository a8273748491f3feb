import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, pathOf } from '../support/operations.ts';
import { createPlaceholders, stepsOf } from '../docs/recipe.ts';
import type { Step } from '../docs/recipe.ts';

const root = join(import.meta.dirname, '..', '..');
const xcheckout = 'ANEXPAY_XCHECKOUT';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

type Json = Record<string, Record<string, unknown>>;

/** Runs the steps of a page as it has them, each with what has to happen before it and what it must answer. */
function createRecipe(page: string) {
  const steps = stepsOf(page);
  const placeholders = createPlaceholders();
  let answered: Json = {};
  const send = async (step: Step, as?: string): Promise<Json> => {
    const variables = JSON.parse(placeholders.fill(step.variables)) as Record<string, unknown>;
    if (step.query.startsWith('subscription')) return firstItem(step, variables);
    const { data, errors } = await testApp.post({ query: step.query, variables }, as);
    expect({ step: step.name, errors }).toEqual({ step: step.name, errors: undefined });
    return data as Json;
  };
  return {
    placeholders,
    answered: () => answered,
    /** Runs the next step of this name, with this key. */
    async run(name: string, as?: string): Promise<Json> {
      const step = steps.shift();
      expect(step?.name).toBe(name);
      if (!step) throw new Error('no step is left');
      answered = await send(step, as);
      placeholders.see(answered);
      // Each document selects the code of an error.
      const failed = Object.values(answered).some((result) => result && 'code' in result);
      expect({ name, answered, failed }).toEqual({ name, answered, failed: false });
      return answered;
    },
    /** Every step of the page was run. */
    end: () => expect(steps).toEqual([]),
  };
}

async function firstItem({ query }: Step, variables: Record<string, unknown>): Promise<Json> {
  const stream = follow<Json, Record<string, unknown>>(testApp, parse(query), variables);
  try {
    return await stream.until(() => true);
  } finally {
    await stream.close();
  }
}

const status = (id: string, last: string) =>
  eventually(async () => (await pathOf(testApp, id)).at(-1) === last);

async function paidOrder(): Promise<string> {
  const order = await created(testApp, xcheckout);
  testApp.sandbox.provider(xcheckout).pay(order.providerReference);
  await status(order.id, 'PAID');
  return order.id;
}

async function underpaidOrder(reference: string): Promise<string> {
  const order = await created(testApp, xcheckout, { reference });
  const provider = testApp.sandbox.provider(xcheckout);
  provider.pay(order.providerReference, { amount: '50.5' });
  provider.expire(order.providerReference);
  await status(order.id, 'EXPIRED');
  return order.id;
}

const underpayment = (id: string) =>
  eventually(async () => {
    const query = `{ order(id: "${id}") { abnormalPayments { id type } } }`;
    const { data } = await testApp.post({ query });
    const { order } = data as { order: { abnormalPayments: { id: string; type: string }[] } };
    return order.abnormalPayments.find(({ type }) => type === 'UNDERPAID');
  });

describe('the recipe', () => {
  it('to take a payment leads to an order that reads PAID', async () => {
    const recipe = createRecipe('docs/cookbook/take-a-payment.md');
    await recipe.run('TakePayment');
    const first = recipe.answered()['createOrder']?.['order'] as { id: string; status: string };
    expect(first).toMatchObject({
      status: 'AWAITING_PAYMENT',
      nextAction: { __typename: 'DepositAddressAction' },
    });
    await recipe.run('TakePayment');
    expect(recipe.answered()['createOrder']?.['order']).toMatchObject({
      nextAction: { __typename: 'QrCodeAction' },
    });
    recipe.placeholders.see(first.id);
    const { order } = await testApp
      .post({
        query: '{ order(id: "ID") { providerReference } }'.replace('ID', first.id),
      })
      .then(({ data }) => data as { order: { providerReference: string } });
    testApp.sandbox.provider(xcheckout).pay(order.providerReference);
    await status(first.id, 'PAID');
    const outcome = await recipe.run('PaymentOutcome');
    expect(outcome['order']).toMatchObject({ status: 'PAID', paid: { amount: '101.00' } });
    expect(await recipe.run('PaymentByKey')).toEqual({
      orderByIdempotencyKey: { id: first.id, status: 'PAID' },
    });
    recipe.end();
  });

  it('to show it live begins with the order as it is now', async () => {
    const recipe = createRecipe('docs/cookbook/show-it-live.md');
    recipe.placeholders.see(await paidOrder());
    expect((await recipe.run('ShowOrder'))['orderUpdates']).toMatchObject({
      kind: 'SNAPSHOT',
      order: { status: 'PAID' },
    });
    recipe.end();
  });

  it('to refund gives a part of what was paid back', async () => {
    const recipe = createRecipe('docs/cookbook/refund.md');
    recipe.placeholders.see(await paidOrder());
    expect((await recipe.run('Refundable'))['order']).toMatchObject({
      refundable: { amount: '101.00', currency: 'USDT' },
    });
    const { createRefund } = await recipe.run('GiveBack');
    const { id } = (createRefund?.['refund'] ?? { id: '' }) as { id: string };
    const { data } = await testApp.post({ query: `{ refund(id: "${id}") { providerReference } }` });
    const { refund } = data as { refund: { providerReference: string } };
    testApp.sandbox.provider(xcheckout).advanceRefund(refund.providerReference, 'REFUNDED');
    await status(id, 'SUCCEEDED');
    expect((await recipe.run('RefundOutcome'))['refund']).toMatchObject({
      status: 'SUCCEEDED',
      order: { refunded: { amount: '41.00' }, refundable: { amount: '60.00' } },
    });
    recipe.end();
  });

  it('to settle pays out of the account that was chosen', async () => {
    const recipe = createRecipe('docs/cookbook/settle.md');
    await paidOrder();
    const { viewer } = await recipe.run('Accounts');
    const accounts = viewer?.['accounts'] as { id: string; provider: string }[];
    recipe.placeholders.see(accounts.find(({ provider }) => provider === xcheckout)?.id);
    expect((await recipe.run('PayOut'))['createSettlement']).toMatchObject({
      settlement: { status: 'PENDING' },
    });
    expect((await recipe.run('FollowPayout'))['settlementUpdates']).toMatchObject({
      kind: 'SNAPSHOT',
      settlement: { status: 'PENDING' },
    });
    recipe.end();
  });

  it('to resolve an underpayment gives it back, or accepts it', async () => {
    const recipe = createRecipe('docs/cookbook/resolve-an-underpayment.md');
    const ids = [await underpaidOrder('basket 7'), await underpaidOrder('basket 8')];
    const [first, second] = [await underpayment(ids[0] ?? ''), await underpayment(ids[1] ?? '')];
    const { abnormalPayments } = await recipe.run('WorkList');
    expect(abnormalPayments?.['nodes']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: first.id,
          pending: expect.objectContaining({ amount: '50.50' }) as object,
          availableActions: ['REFUND', 'ACCEPT', 'DISMISS'],
        }),
      ]),
    );
    recipe.placeholders.see(first.id);
    expect((await recipe.run('GiveUnderpaymentBack'))['refundAbnormalPayment']).toMatchObject({
      refund: { status: 'PENDING', amount: { amount: '50.50' } },
    });
    recipe.placeholders.see(second.id);
    expect((await recipe.run('AcceptUnderpayment'))['resolveAbnormalPayment']).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', order: { status: 'PAID' } },
    });
    recipe.end();
  });

  it('to go to production makes a merchant, a key and an account', async () => {
    const recipe = createRecipe('docs/cookbook/go-to-production.md');
    await recipe.run('CreateMerchant', testApp.adminKey);
    const { createApiKey } = await recipe.run('CreateKey', testApp.adminKey);
    expect(
      await testApp.post({ query: '{ viewer { name } }' }, String(createApiKey?.['secret'])),
    ).toMatchObject({ data: { viewer: { name: 'Example shop' } } });
    expect(
      (await recipe.run('ConnectProvider', testApp.adminKey))['createProviderAccount'],
    ).toMatchObject({
      account: {
        provider: 'W_CHECKOUT',
        webhookUrl: expect.stringContaining('/webhooks/acc_') as string,
      },
    });
    recipe.end();
  });

  it('is tried here for every page that has operations', () => {
    const pages = globSync('docs/cookbook/*.md', { cwd: root });
    expect(pages.filter((page) => stepsOf(page).length > 0).toSorted()).toEqual(
      [
        'go-to-production',
        'refund',
        'resolve-an-underpayment',
        'settle',
        'show-it-live',
        'take-a-payment',
      ].map((name) => `docs/cookbook/${name}.md`),
    );
  });
});
