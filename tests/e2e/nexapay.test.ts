import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBrCode } from '../../src/providers/nexapay/br-code.ts';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';

const payer = {
  firstName: 'Maria',
  lastName: 'Silva',
  email: 'maria@example.com',
  phone: '+5511987654321',
  document: '123.456.789-00',
};

/** The whole story over real sockets. */
describe('the story of an order at NexaPay', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await openTestApp();
    // Paid by hand, so that the test decides the pace.
    bank().switch({ autoPay: false });
  });

  afterAll(async () => {
    await testApp.close();
  });

  const bank = () => testApp.sandbox.provider('NEXAPAY');
  const calls = (operation: string) =>
    bank()
      .requests()
      .filter((request) => request.operation === operation).length;

  const send = (key: string, amount: string, changes: object = {}) =>
    testApp.request(documents.createOrder, {
      input: {
        idempotencyKey: `nexapay-${key}`,
        reference: `pedido ${key}`,
        amount: { amount, currency: 'BRL' },
        method: { pix: { presentation: 'QR_CODE' } },
        account: testApp.accounts.NEXAPAY,
        customer: payer,
        ...changes,
      },
    });

  const create = async (key: string, amount = '100.00', changes: object = {}) => {
    const { createOrder } = await send(key, amount, changes);
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
    return createOrder;
  };

  const orderOf = async (id: string) => {
    const { order } = await testApp.request(documents.orderInFull, { id });
    if (order === null || order === undefined) throw new Error('no order');
    return order;
  };

  const until = (id: string, status: string) =>
    eventually(async () => {
      const order = await orderOf(id);
      return order.status === status && order;
    });

  const refund = (key: string, order: string, amount?: string) =>
    testApp.request(documents.createRefund, {
      input: {
        idempotencyKey: `nexapay-${key}`,
        order,
        ...(amount === undefined ? {} : { amount: { amount, currency: 'BRL' } }),
      },
    });

  it('is shown as a PIX code, paid with fees on top, and refunded without them', async () => {
    const { order, clientToken } = await create('qr-1');
    expect(order).toMatchObject({
      status: 'AWAITING_PAYMENT',
      payable: { amount: '100.89', currency: 'BRL' },
      paid: null,
      fees: [
        { type: 'PAYER_FEE', amount: { amount: '0.50' } },
        { type: 'IOF', amount: { amount: '0.39' } },
      ],
      availableActions: ['REFRESH'],
    });
    const { id, providerReference, nextAction } = order;
    if (nextAction?.__typename !== 'QrCodeAction') throw new Error('no QR code');
    expect(readBrCode(nextAction.payload)).toEqual({ amount: '100.89' });
    expect(Date.parse(nextAction.expiresAt ?? '')).toBe(bank().order(providerReference).expiresAt);

    const browser = follow(testApp, documents.orderUpdates, { id }, clientToken);
    await browser.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');
    const queries = calls('queryOrder');
    bank().pay(providerReference);
    const paid = await browser.until(({ orderUpdates }) => orderUpdates.event?.to === 'PAID');
    expect(paid.orderUpdates.event?.cause).toBe('WEBHOOK');
    expect(calls('queryOrder')).toBe(queries + 1);
    expect(paid.orderUpdates.order).toMatchObject({
      paid: { amount: '100.89' },
      refundable: { amount: '100.00' },
      nextAction: null,
    });

    const first = await refund('refund-1', id, '40.00');
    const second = await refund('refund-2', id, '20.00');
    expect(first.createRefund).toMatchObject({ refund: { status: 'PROCESSING' } });
    expect(second.createRefund).toMatchObject({ refund: { status: 'PROCESSING' } });
    expect((await refund('refund-3', id, '40.01')).createRefund).toMatchObject({
      __typename: 'RefundExceedsRefundableError',
      refundable: { amount: '40.00' },
    });
    if (first.createRefund.__typename !== 'CreateRefundSuccess') throw new Error('no refund');
    if (second.createRefund.__typename !== 'CreateRefundSuccess') throw new Error('no refund');
    bank().advanceRefund(first.createRefund.refund.providerReference, 'S');
    const refunded = await browser.until(
      ({ orderUpdates }) => orderUpdates.event?.to === 'SUCCEEDED',
    );
    expect(refunded.orderUpdates.order).toMatchObject({
      status: 'PAID',
      refunded: { amount: '40.00' },
      refundable: { amount: '40.00' },
    });
    bank().advanceRefund(second.createRefund.refund.providerReference, 'F');
    await browser.until(({ orderUpdates }) => orderUpdates.event?.to === 'FAILED');
    expect((await orderOf(id)).refundable).toMatchObject({ amount: '60.00' });
    // A refund without an amount takes all that is left.
    expect((await refund('refund-4', id)).createRefund).toMatchObject({
      refund: { amount: { amount: '60.00' } },
    });
    await browser.close();
  });

  it('is paid on the hosted page, from which the payer returns', async () => {
    const returnUrl = 'https://shop.example/thanks';
    const { order } = await create('hosted-1', '250.00', {
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      returnUrl,
    });
    expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', payable: null });
    if (order.nextAction?.__typename !== 'RedirectAction') throw new Error('no page');
    const done = await fetch(order.nextAction.url, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay' }),
      redirect: 'manual',
    });
    expect(done.headers.get('location')).toBe(returnUrl);
    const paid = await until(order.id, 'PAID');
    expect(paid).toMatchObject({
      payable: { amount: '251.46' },
      paid: { amount: '251.46' },
      refundable: { amount: '250.00' },
    });
  });

  it('is found by a query where its answer was lost, and never made twice', async () => {
    const before = bank().effects().ordersCreated;
    const { order } = await create('lost-1', '5.01');
    expect(order.status).toBe('UNKNOWN');
    await testApp.advance(5_000);
    await until(order.id, 'AWAITING_PAYMENT');
    bank().pay(order.providerReference);
    await until(order.id, 'PAID');
    expect(bank().effects().ordersCreated).toBe(before + 1);
  });

  it('is sent again under the same numbers where it never arrived, once that is certain', async () => {
    const before = bank().effects().ordersCreated;
    bank().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const { order } = await create('cut-1');
    expect(order.status).toBe('UNKNOWN');
    const sent = calls('createOrder');
    for (const ms of [5_000, 30_000, 15_000, 15_000]) {
      expect(calls('createOrder')).toBeLessThanOrEqual(sent + 1);
      // oxlint-disable-next-line no-await-in-loop
      await testApp.advance(ms);
    }
    const resent = await until(order.id, 'AWAITING_PAYMENT');
    expect(resent.nextAction?.__typename).toBe('QrCodeAction');
    expect(resent.providerReference).toBe(order.providerReference);
    expect(bank().effects().ordersCreated).toBe(before + 1);
    expect(calls('createOrder')).toBe(sent + 1);
  });

  it('is found by a query where no webhook reports it', async () => {
    const { order } = await create('untold-1', '5.05');
    bank().pay(order.providerReference);
    await testApp.advance(30_000);
    const paid = await until(order.id, 'PAID');
    const causes = paid.events.nodes.map(({ cause }) => cause);
    expect(causes.at(-1)).toBe('PROVIDER_QUERY');
  });

  it('has failed where it was refused, and expired where it was not paid in time', async () => {
    const refused = await create('refused-1', '5.02');
    const never = await create('never-1', '5.03');
    await testApp.advance(30_000);
    const failed = await until(refused.order.id, 'FAILED');
    expect(failed.failure).toMatchObject({ code: 'DECLINED', providerCode: 'F' });
    expect((await orderOf(never.order.id)).status).toBe('AWAITING_PAYMENT');
    await testApp.advance(575_000);
    await until(never.order.id, 'EXPIRED');
  });

  it('does not change by a forged notification, and does by the genuine one after it', async () => {
    const { order } = await create('forged-1', '5.06');
    bank().pay(order.providerReference);
    await until(order.id, 'PAID');
    const deliveries = bank().webhooks.deliveries().slice(-2);
    expect(deliveries).toMatchObject([
      { kind: 'forged', status: 401, delivered: false },
      { kind: 'genuine', status: 200, delivered: true },
    ]);
  });

  it('is paid once where it is reported in form P, three times or backwards', async () => {
    bank().switch({ notifySignForm: 'P', notifyPayStatus: 'S' });
    bank().webhooks.mode = 'hold';
    const first = await create('held-1', '5.04');
    const second = await create('held-2');
    for (const { order } of [first, second]) bank().pay(order.providerReference);
    bank().webhooks.mode = 'deliver';
    await bank().webhooks.release({ order: 'reversed', duplicates: 2 });
    bank().switch({ notifySignForm: 'J', notifyPayStatus: 'T' });
    for (const { order } of [first, second]) {
      // oxlint-disable-next-line no-await-in-loop
      const { events } = await until(order.id, 'PAID');
      expect(events.nodes.filter(({ to }) => to === 'PAID')).toHaveLength(1);
    }
  });

  it('is not believed to be paid before the provider confirms it', async () => {
    const { order } = await create('unconfirmed-1');
    bank().faults.arm({ fault: 'error-before', operation: 'queryOrder' });
    bank().pay(order.providerReference);
    await bank().webhooks.idle();
    expect((await orderOf(order.id)).status).toBe('AWAITING_PAYMENT');
    const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {
      account: testApp.accounts.NEXAPAY,
      statuses: ['FAILED'],
    });
    expect(webhookDeliveries.nodes).toMatchObject([
      { lastError: 'The provider did not confirm it.' },
    ]);
    await testApp.advance(5_000);
    const paid = await until(order.id, 'PAID');
    // The second attempt of the notification and the poll of a new order are due at the same moment.
    expect(['WEBHOOK', 'PROVIDER_QUERY']).toContain(paid.events.nodes.at(-1)?.cause);
  });

  it('holds a refund without an answer until that is found', async () => {
    const { order } = await create('refund-lost-1');
    bank().pay(order.providerReference);
    await until(order.id, 'PAID');
    bank().faults.arm({ fault: 'cut-after', operation: 'createRefund' });
    const { createRefund } = await refund('refund-lost-2', order.id, '99.00');
    expect(createRefund).toMatchObject({
      refund: { status: 'UNKNOWN', order: { refundable: { amount: '1.00' } } },
    });
    const made = bank().effects().refundsCreated;
    await testApp.advance(5_000);
    if (createRefund.__typename !== 'CreateRefundSuccess') throw new Error('no refund');
    const { id } = createRefund.refund;
    await eventually(async () => {
      const found = await testApp.request(documents.refund, { id });
      return found.refund?.status === 'PROCESSING';
    });
    expect(bank().effects().refundsCreated).toBe(made);
  });

  it('is refused before anything is sent where NexaPay could not take it', async () => {
    const before = bank().requests().length;
    const usd = await send('usd-1', '100.00', { amount: { amount: '100.00', currency: 'USD' } });
    expect(usd.createOrder).toMatchObject({ __typename: 'NoRouteError' });
    expect((await send('small-1', '0.99')).createOrder.__typename).toBe('NoRouteError');
    const incomplete = await send('nobody-1', '5.00', { customer: null, expiresIn: 60 });
    expect(incomplete.createOrder).toMatchObject({
      __typename: 'ValidationError',
      issues: [
        { path: ['customer', 'firstName'] },
        { path: ['customer', 'email'] },
        { path: ['customer', 'phone'] },
        { path: ['customer', 'document'] },
        { path: ['expiresIn'] },
      ],
    });
    const settlement = await testApp.request(documents.createSettlement, {
      input: {
        idempotencyKey: 'nexapay-settle-1',
        account: testApp.accounts.NEXAPAY,
        reference: 'payout',
        amount: { amount: '10.00', currency: 'BRL' },
        destination: {
          pix: { keyType: 'CPF', key: '12345678900', holderName: 'M', document: '12345678900' },
        },
      },
    });
    expect(settlement.createSettlement.__typename).toBe('UnsupportedOperationError');
    expect(bank().requests()).toHaveLength(before);
  });

  it('leaves no secret and no document of the payer in what is stored', async () => {
    const { order } = await create('secrets-1');
    const { providerCalls } = await orderOf(order.id);
    const record = JSON.stringify(providerCalls);
    const { apiKey, secretKey } = testApp.credentials.NEXAPAY;
    expect(providerCalls).toMatchObject([{ operation: 'createOrder', outcome: 'ANSWERED' }]);
    for (const secret of [apiKey, secretKey, payer.document, payer.email, payer.phone]) {
      expect(record).not.toContain(secret);
    }
  });
});
