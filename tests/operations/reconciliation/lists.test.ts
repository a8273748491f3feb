import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { eventually, openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  ethereumAddress,
  newKey,
  orderOf,
  overpaid,
  paid,
  refundInPortal,
  settlementInput,
  settlementOf,
} from '../../support/operations.ts';
import {
  causesOf,
  connectionOf,
  holdWebhooks,
  reconciled,
  writes,
} from '../../support/reconciliation.ts';

describe.each(triedBrands)('reconciliation with the lists of %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  holdWebhooks(() => testApp, provider);

  it('finds nothing where nothing differs, and writes nothing', async () => {
    await created(testApp, provider);
    const before = await writes(testApp);
    const since = sandbox().requests().length;
    const result = await reconciled(testApp, provider);
    expect(result).toMatchObject({
      account: { id: testApp.accounts[provider] },
      complete: true,
      unanswered: 0,
      findings: [],
    });
    expect(result.checked).toBeGreaterThan(0);
    expect(await writes(testApp)).toEqual(before);
    expect(callsSince(sandbox(), since)).toEqual([
      'abnormalPaymentList',
      'orderList',
      'refundList',
      'settlementList',
    ]);
  });

  it('heals an order whose webhook was lost, reports that, and finds nothing the second time', async () => {
    const order = await created(testApp, provider);
    sandbox().pay(order.providerReference);
    const { findings } = await reconciled(testApp, provider);
    const due = { amount: '101.00', currency: 'USDT' };
    expect(findings).toEqual([
      {
        kind: 'STATUS',
        subjectType: 'ORDER',
        subject: { __typename: 'Order', id: order.id },
        providerReference: order.providerReference,
        before: { status: 'AWAITING_PAYMENT', amount: expect.objectContaining(due) },
        there: { status: 'PAID', amount: expect.objectContaining(due) },
        after: { status: 'PAID', amount: expect.objectContaining(due) },
        healed: true,
      },
    ]);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    expect((await causesOf(testApp, order.id)).at(-1)).toBe('RECONCILIATION');
    const { version } = await orderOf(testApp, order.id);
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    // The webhook, if it comes after all, adds nothing.
    await sandbox().webhooks.release();
    expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'PAID', version });
  });

  it('heals an order whose outcome was not known', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(testApp, provider);
    expect(order.status).toBe('UNKNOWN');
    const { findings } = await reconciled(testApp, provider);
    expect(findings).toMatchObject([
      { kind: 'STATUS', before: { status: 'UNKNOWN' }, after: { status: 'AWAITING_PAYMENT' } },
    ]);
  });

  it("R8: adopts a refund made in the provider's portal, and refundable goes down", async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    const number = await refundInPortal(testApp, provider, order, '40');
    expect((await orderOf(testApp, order.id)).refundable?.amount).toBe('101.00');
    const { findings } = await reconciled(testApp, provider);
    const now = await orderOf(testApp, order.id);
    const [refund] = now.refunds.nodes;
    expect(findings).toMatchObject([
      {
        kind: 'MISSING_HERE',
        subjectType: 'REFUND',
        subject: { __typename: 'Refund', id: refund?.id },
        providerReference: number,
        before: null,
        there: { status: 'PENDING', amount: { amount: '40.00' } },
        after: { status: 'PENDING', amount: { amount: '40.00' } },
        healed: true,
      },
    ]);
    expect(now).toMatchObject({ status: 'PAID', refundable: { amount: '61.00' } });
    expect(await causesOf(testApp, refund?.id ?? '')).toEqual(['RECONCILIATION']);
    sandbox().advanceRefund(number, 'REFUNDED');
    expect((await reconciled(testApp, provider)).findings).toMatchObject([
      { kind: 'STATUS', before: { status: 'PENDING' }, after: { status: 'SUCCEEDED' } },
    ]);
    expect(await orderOf(testApp, order.id)).toMatchObject({ refunded: { amount: '40.00' } });
  });

  it('records an abnormal payment that no webhook reported, and its end', async () => {
    const order = await created(testApp, provider);
    sandbox().pay(order.providerReference, { amount: '111' });
    const { findings } = await reconciled(testApp, provider);
    const { status, abnormalPayments } = await orderOf(testApp, order.id);
    expect(status).toBe('PAID');
    expect(abnormalPayments).toMatchObject([
      { type: 'OVERPAID', status: 'OPEN', pending: { amount: '10.00' } },
    ]);
    const [payment] = abnormalPayments;
    expect(findings).toMatchObject([
      {
        kind: 'MISSING_HERE',
        subjectType: 'ABNORMAL_PAYMENT',
        subject: { id: payment?.id },
        after: { status: 'OPEN', amount: { amount: '10.00' } },
        healed: true,
      },
      { kind: 'STATUS', subjectType: 'ORDER', after: { status: 'PAID' } },
    ]);
  });

  it('reports no difference for what is being refunded from here', async () => {
    sandbox().webhooks.mode = 'deliver';
    const payment = await overpaid(testApp, provider);
    const input = { idempotencyKey: `give-back-${provider}`, abnormalPayment: payment.id };
    const { refund } = await mutate(testApp, documents.refundAbnormalPayment, { input });
    await sandbox().webhooks.idle();
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    sandbox().webhooks.mode = 'hold';
    sandbox().advanceRefund(refund?.providerReference ?? '', 'REFUNDED');
    const { findings } = await reconciled(testApp, provider);
    expect(
      findings.map(({ kind, subjectType, after }) => [kind, subjectType, after?.status]),
    ).toEqual([
      ['STATUS', 'ABNORMAL_PAYMENT', 'RESOLVED'],
      ['STATUS', 'REFUND', 'SUCCEEDED'],
    ]);
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
  });

  it('reports no difference for what was accepted by hand', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await created(testApp, provider);
    sandbox().expire(order.providerReference);
    sandbox().pay(order.providerReference);
    const payment = await eventually(async () => {
      const { abnormalPayments } = await orderOf(testApp, order.id);
      return abnormalPayments.find(({ type }) => type === 'LATE');
    });
    const decision = { abnormalPayment: payment.id, resolution: 'ACCEPT', note: 'it is his' };
    const input = { idempotencyKey: newKey(), ...decision };
    await mutate(testApp, documents.resolveAbnormalPayment, { input });
    const { status, version } = await orderOf(testApp, order.id);
    expect(status).toBe('PAID');
    expect(await reconciled(testApp, provider)).toMatchObject({ complete: true, findings: [] });
    expect(await orderOf(testApp, order.id)).toMatchObject({ status, version });
  });

  it('heals a settlement whose webhook was lost', async () => {
    const input = settlementInput(testApp, provider);
    const { settlement } = await mutate(testApp, documents.createSettlement, { input });
    sandbox().advanceSettlement(settlement?.providerReference ?? '', 'SETTLED');
    const { findings } = await reconciled(testApp, provider);
    expect(findings).toMatchObject([
      {
        kind: 'STATUS',
        subjectType: 'SETTLEMENT',
        before: { status: 'PENDING', amount: { amount: '60.00' } },
        after: { status: 'SUCCEEDED' },
        healed: true,
      },
    ]);
    expect((await settlementOf(testApp, settlement?.id ?? '')).status).toBe('SUCCEEDED');
  });

  it('reports what was made with the same credentials elsewhere, and stores no object for it', async () => {
    const like = await created(testApp, provider);
    const { deps } = testApp.app;
    const order = await orderById(deps.read, like.id);
    if (order === null) throw new Error('no order');
    const connection = await connectionOf(testApp, provider);
    const record = { record: () => undefined };
    const addresses = { notifyUrl: '', returnUrl: 'https://shop.example' };
    const elsewhere = { ...order.request, ...addresses, providerReference: 'ELSEWHEREORDER' };
    await connection.createOrder(elsewhere, record);
    const settlement = {
      providerReference: 'ELSEWHEREPAYOUT',
      reference: 'elsewhere',
      amount: money('5', 'USDT', 'ETHEREUM'),
      destination: { type: 'ON_CHAIN', address: ethereumAddress },
      description: null,
      orderProviderReferences: [],
      notifyUrl: '',
    } as const;
    await connection.createSettlement?.(settlement, record);
    const before = await writes(testApp);
    const missing = {
      kind: 'MISSING_HERE',
      subject: null,
      before: null,
      after: null,
      healed: false,
    };
    expect(await reconciled(testApp, provider)).toMatchObject({
      complete: true,
      findings: [
        {
          ...missing,
          subjectType: 'ORDER',
          providerReference: 'ELSEWHEREORDER',
          there: { status: 'AWAITING_PAYMENT', amount: { amount: '101.00' } },
        },
        {
          ...missing,
          subjectType: 'SETTLEMENT',
          providerReference: 'ELSEWHEREPAYOUT',
          there: { status: 'PENDING', amount: { amount: '5.00' } },
        },
      ],
    });
    expect(await writes(testApp)).toEqual(before);
  });
});
