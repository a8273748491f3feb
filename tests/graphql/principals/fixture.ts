import { money } from '../../../src/domain/money.ts';
import type { Capture } from '../../../src/domain/capture/authorization.ts';
import { givenUp, unsent } from '../../../src/domain/instructions/submission.ts';
import { deliveryIdOf } from '../../../src/operations/event-endpoints/delivery-id.ts';
import { failure } from '../../../src/domain/evidence.ts';
import { decode, encode } from '../../../src/store/json.ts';
import { merchantById } from '../../../src/store/queries/merchants.ts';
import { insert } from '../../support/insert.ts';
import type { Param } from '../../../src/store/sql.ts';
import { providerModules } from '../../../src/providers/modules.ts';
import { capturing } from '../../support/capturing.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  nowhere,
  newKey,
  orderInput,
  overpaid,
  paid,
  redirect,
  settlementInput,
} from '../../support/operations.ts';
import type { Document } from '../../support/operations.ts';
import { createLink, linkOf as linkWithOrders, pay } from '../../operations/payment-links/payer.ts';
import type { Link } from '../../operations/payment-links/payer.ts';

export type Fixture = Awaited<ReturnType<typeof openFixture>>;
export type Rows = Awaited<ReturnType<typeof makeRows>>;

/** No provider in the registry has methods of its own, or captures later. */
const withOtherMethods = new Map(
  [...providerModules].map(([name, module]) => [
    name,
    { ...capturing(module), otherMethods: ['its-own'] },
  ]),
);

/** One merchant that has something of every kind, another that has nothing, and a credential of every kind. */
export async function openFixture() {
  const testApp = await openTestApp({ modules: withOtherMethods });
  const rows = await makeRows(testApp);
  const credentials = await makeCredentials(testApp, rows);
  testApp.app.deps.running.add(`${testApp.merchantId} createOrder is-running`);
  return { testApp, rows, credentials, close: () => testApp.close() };
}

async function makeRows(testApp: TestApp) {
  testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  const keys = { order: newKey(), paymentLink: newKey(), refund: newKey(), settlement: newKey() };
  const payment = await overpaid(testApp, 'W_CHECKOUT');
  const resolved = await overpaid(testApp, 'W_CHECKOUT');
  await overpaid(testApp, 'W_CHECKOUT');
  const refunded = (await paid(testApp, 'W_CHECKOUT')).id;
  const cancelable = (await created(testApp, 'W_CHECKOUT')).id;
  const later = async () => {
    const input = orderInput(testApp, 'W_CHECKOUT', { capture: 'MANUAL' });
    return make(testApp, documents.createOrder, input);
  };
  const [authorized, toCapture] = [await later(), await later()];
  const unreachable = (await created(testApp, 'ANEXPAY_XCHECKOUT')).id;
  const metadata = [{ key: 'cart', value: 'VICTIM-cart' }];
  const order = orderInput(testApp, 'W_CHECKOUT', {
    idempotencyKey: keys.order,
    metadata,
    description: 'VICTIM',
  });
  const qr = { ...orderInput(testApp, 'W_CHECKOUT', pix), account: testApp.accounts.NEXAPAY };
  const page = { ...orderInput(testApp, 'W_CHECKOUT', wallet), account: testApp.accounts.VEXORA };
  const refund = {
    idempotencyKey: keys.refund,
    order: refunded,
    amount: usdt('2'),
    reason: 'VICTIM',
  };
  const settlement = settlementInput(testApp, 'W_CHECKOUT', {
    idempotencyKey: keys.settlement,
    orders: [refunded],
  });
  const abnormalRefund = { idempotencyKey: newKey(), abnormalPayment: payment.id, reason: 'x' };
  const resolution = {
    idempotencyKey: newKey(),
    abnormalPayment: resolved.id,
    resolution: 'DISMISS',
    note: 'VICTIM-note',
  };
  const link = {
    idempotencyKey: keys.paymentLink,
    reference: 'VICTIM',
    description: 'VICTIM',
    metadata,
    returnUrl: 'https://shop.example/VICTIM',
    maximumUses: 2,
    expiresIn: 3600,
    orderExpiresIn: 1800,
    amount: order.amount,
    methods: [order.method],
    account: order.account,
  };
  const paymentLink = await linkOf(testApp, link);
  const disabledLink = await linkOf(testApp, { ...link, idempotencyKey: newKey() });
  await mutate(testApp, documents.disablePaymentLink, { id: disabledLink.id });
  await pay(testApp, paymentLink);
  const { orders } = await linkWithOrders(testApp, paymentLink);
  const ids = {
    paymentLink: paymentLink.id,
    disabledLink: disabledLink.id,
    linked: orders.nodes[0]?.id ?? '',
    deposit: await make(testApp, documents.createOrder, order),
    qr: await make(testApp, documents.createOrder, qr),
    page: await make(testApp, documents.createOrder, page),
    refund: await make(testApp, documents.createRefund, refund),
    settlement: await make(testApp, documents.createSettlement, settlement),
    abnormalRefund: await make(testApp, documents.refundAbnormalPayment, abnormalRefund),
  };
  await make(testApp, documents.resolveAbnormalPayment, resolution);
  const endpoints = await endpointRows(testApp);
  await redirect(testApp, 'ANEXPAY_XCHECKOUT', nowhere);
  await testApp.sandbox.provider('W_CHECKOUT').webhooks.idle();
  const more = await rareRows(testApp, { ...ids, refunded, cancelable, authorized });
  const acknowledgement = {
    idempotencyKey: newKey(),
    subject: more.otherAmount,
    reason: 'OTHER_AMOUNT',
    note: 'VICTIM-note',
  };
  const decision = {
    idempotencyKey: newKey(),
    id: more.undecided,
    decision: 'NEVER_HAPPENED',
    note: 'VICTIM-note',
  };
  const inputs = {
    order,
    paymentLink: link,
    refund,
    settlement,
    abnormalRefund,
    resolution,
    acknowledgement,
    decision,
  };
  return {
    keys,
    payment,
    resolved,
    refunded,
    cancelable,
    authorized,
    toCapture,
    unreachable,
    inputs,
    ...ids,
    ...endpoints,
    ...more,
  };
}

/** An endpoint with deliveries, and one to be deleted. They are paused: nothing is sent while others look. */
async function endpointRows(testApp: TestApp) {
  const made: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const input = {
      url: `${nowhere}/VICTIM`,
      description: 'VICTIM',
      document: 'subscription { events { kind cursor } }',
      eventTypes: ['ORDER_CREATED'],
      asymmetric: true,
    };
    const { endpoint } = await mutate(testApp, documents.createEventEndpoint, { input });
    const { id } = endpoint as { id: string };
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: false } });
    made.push(id);
  }
  const [endpoint = '', deletable = ''] = made;
  const { read, queue } = testApp.app.deps;
  const events = await read.all<{ id: string; seq: number; order_id: string }>(
    'select id, seq, order_id from events where merchant_id = ? and order_id is not null order by seq limit 2',
    testApp.merchantId,
  );
  const ends = [
    { status: 'DELIVERED', http_status: 200, last_error: null },
    { status: 'FAILED', http_status: 500, last_error: 'VICTIM' },
  ];
  const [delivered = '', failedDelivery = ''] = events.map(({ id }) => deliveryIdOf(endpoint, id));
  await queue.commit(async (tx) => {
    for (const [index, { id, seq, order_id: subject }] of events.entries()) {
      const row = {
        id: deliveryIdOf(endpoint, id),
        merchant_id: testApp.merchantId,
        endpoint_id: endpoint,
        seq,
        event_id: id,
        subject_id: subject,
        attempts: 1,
        at: 1_790_000_000_000,
        created_at: 1_790_000_000_000,
        ...ends[index],
      };
      await insert(tx, 'event_deliveries', row);
    }
    const text = `update event_endpoints set read_to = 1000, last_delivered_at = ?, last_failure = 'VICTIM'
      where id = ?`;
    await tx.run(text, 1_790_000_000_000, endpoint);
  });
  return { endpoint, deletable, eventDelivery: delivered, failedDelivery };
}

async function linkOf(testApp: TestApp, input: object): Promise<Link> {
  const made = await createLink(testApp, input);
  if (!made['paymentLink']) throw new Error(JSON.stringify(made));
  return made['paymentLink'] as Link;
}

const usdt = (amount: string) => ({ amount, currency: 'USDT', network: 'ETHEREUM' });
const payer = {
  firstName: 'Maria',
  lastName: 'Silva',
  email: 'maria@example.com',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};
const pix = {
  amount: { amount: '100.00', currency: 'BRL' },
  method: { pix: { presentation: 'QR_CODE' } },
  customer: { ...payer, phone: '+5511987654321', document: '123.456.789-00' },
};
const wallet = {
  amount: { amount: '300', currency: 'TWD' },
  method: { eWallet: { wallet: 'LINEPAY' } },
  customer: { ...payer, phone: '0912345678' },
};

async function make(testApp: TestApp, document: Document, input: object): Promise<string> {
  const result = await mutate(testApp, document, { input });
  const made = result.order ?? result.refund ?? result.settlement ?? result['abnormalPayment'];
  if (!made) throw new Error(JSON.stringify(result));
  return (made as { id: string }).id;
}

const no = failure('DECLINED', 'It was declined.', { code: 'E7', message: 'Bank says no' });
const at = 1_790_000_000_000;
const failed = { status: 'FAILED', evidence: { failure: no, transactionHash: '0xaa' } };
const usdtMoney = (amount: string) => money(amount, 'USDT', 'ETHEREUM');
const refused: Capture = {
  providerReference: 'VICTIM',
  amount: usdtMoney('1'),
  requestedAt: at,
  submission: givenUp(unsent, no),
};
const lost = { check_at: at * 2, last_check_at: at, unknown_since: at };

/** Rows that need rare circumstances, written beside those that came about by themselves. */
async function rareRows(
  testApp: TestApp,
  from: Record<
    'deposit' | 'refund' | 'settlement' | 'refunded' | 'cancelable' | 'authorized',
    string
  >,
) {
  const { read, queue } = testApp.app.deps;
  const copy = async (table: string, id: string, changes: Changes): Promise<string> => {
    const row = await read.get<Record<string, Param>>(`select * from ${table} where id = ?`, id);
    const { evidence = {}, ...columns } = changes;
    const known = decode<object>(String(row?.['evidence']));
    const made = `${id.slice(0, 4)}${changes.status.slice(0, 7)}${id.slice(-19)}`;
    await queue.commit((tx) =>
      insert(tx, table, {
        ...row,
        ...columns,
        id: made,
        provider_reference: made,
        evidence: encode({ ...known, ...evidence }),
      }),
    );
    return made;
  };
  const fee = money('1', 'USDT', 'ETHEREUM');
  const lostReport = { recordedAt: at, firstAt: at, lastAt: at, amount: fee };
  const chargebacks = [{ providerChargebackId: 'VICTIM', reports: { LOST: lostReport } }];
  const rows = {
    failed: await copy('orders', from.deposit, {
      status: 'FAILED',
      evidence: { failure: no, fees: [{ type: 'SERVICE', amount: fee }], chargebacks },
    }),
    unknown: await copy('orders', from.deposit, { status: 'UNKNOWN', ...lost }),
    failedRefund: await copy('refunds', from.refund, failed),
    unknownRefund: await copy('refunds', from.refund, { status: 'UNKNOWN', ...lost }),
    failedSettlement: await copy('settlements', from.settlement, {
      ...failed,
      evidence: { ...failed.evidence, fee, providerId: '77' },
    }),
    unknownSettlement: await copy('settlements', from.settlement, { status: 'UNKNOWN', ...lost }),
    uncaptured: await copy('orders', from.authorized, {
      status: 'AUTHORIZED',
      evidence: { authorization: { amount: usdtMoney('100'), until: at * 2, capture: refused } },
    }),
    undecided: await copy('orders', from.cancelable, {
      status: 'UNKNOWN',
      evidence: { seen: {} },
      ...lost,
    }),
    otherAmount: await copy('orders', from.cancelable, {
      status: 'AWAITING_PAYMENT',
      evidence: { attention: ['OTHER_AMOUNT'] },
      needs_attention: 1,
      attention: encode({ OTHER_AMOUNT: { since: at, what: ['VICTIM'] } }),
    }),
  };
  const last = encode({ at, findings: 0, complete: true });
  const { otherAmount } = rows;
  await queue.commit(async (tx) => {
    await insert(tx, 'attention_items', {
      subject_id: otherAmount,
      reason: 'OTHER_AMOUNT',
      id: `att_${'0'.repeat(15)}.${otherAmount}.OTHER_AMOUNT`,
      merchant_id: testApp.merchantId,
      account_id: testApp.accounts.W_CHECKOUT,
      order_id: otherAmount,
      since: at,
    });
    await tx.run('update provider_accounts set last_reconciliation = ?', last);
    await tx.run("update webhook_deliveries set last_error = 'it broke'");
    // More than the provider reports, which no reconciliation takes back: it finds it again and again.
    const order = await tx.get<{ evidence: string }>(
      'select evidence from orders where id = ?',
      from.refunded,
    );
    const evidence = decode<object>(order?.evidence ?? '');
    const paid = encode({ ...evidence, paid: money('999', 'USDT', 'ETHEREUM') });
    await tx.run('update orders set evidence = ? where id = ?', paid, from.refunded);
    await tx.run(
      'update provider_accounts set enabled = 0 where id = ?',
      testApp.accounts.EXAMPLEPAY,
    );
  });
  return { ...rows, ...(await findIds(testApp)) };
}

interface Changes {
  status: string;
  evidence?: object;
  needs_attention?: number;
  attention?: string;
  check_at?: number;
  last_check_at?: number;
  unknown_since?: number;
}

async function findIds({ app, merchantId }: TestApp) {
  const { read } = app.deps;
  const idOf = async (text: string) => (await read.get<{ id: string }>(text))?.id ?? '';
  const timeline = (await merchantById(read, merchantId))?.timeline ?? '';
  return {
    delivery: await idOf('select delivery_id as id from events where delivery_id is not null'),
    event: await idOf('select id from events'),
    apiKey: await idOf('select id from api_keys'),
    start: app.deps.cursors.encode({ timeline, seq: 0 }),
  };
}

const scopes = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE', 'MANAGE'];

async function makeCredentials(testApp: TestApp, rows: Rows) {
  const { adminKey, merchantId, app, sandbox } = testApp;
  const keyOf = async (merchant: string, ...of: string[]) => {
    const input = { merchant, name: of.join(' '), scopes: of };
    const result = await mutate(testApp, documents.createApiKey, { input }, adminKey);
    return { secret: String(result['secret']), id: (result['apiKey'] as { id: string }).id };
  };
  const named = { input: { name: 'Other' } };
  const { merchant } = await mutate(testApp, documents.createMerchant, named, adminKey);
  const revoked = await keyOf(merchantId, ...scopes);
  await mutate(testApp, documents.revokeApiKey, { id: revoked.id }, adminKey);
  const now = sandbox.clock.now();
  const tokenOf = (orderId: string, expiresAt = now + 86_400_000) =>
    app.deps.clientTokens.make({ merchantId, orderId, expiresAt });
  const { deposit, qr, page, failed: no1, unknown, payment, refunded } = rows;
  const followed = [deposit, qr, page, no1, unknown, payment.order.id, refunded];
  const one = async (...of: string[]) => [(await keyOf(merchantId, ...of)).secret];
  return {
    spare: [(await keyOf(merchantId, 'READ')).id],
    none: [null],
    admin: [adminKey],
    READ: await one('READ'),
    ORDERS: await one('ORDERS_WRITE'),
    REFUNDS: await one('REFUNDS_WRITE'),
    SETTLE: await one('SETTLEMENTS_WRITE'),
    MANAGE: await one('MANAGE'),
    other: [(await keyOf((merchant as { id: string }).id, ...scopes)).secret],
    client: await Promise.all(followed.map((id) => tokenOf(id))),
    sibling: [await tokenOf(rows.cancelable)],
    revoked: [revoked.secret],
    expired: [await tokenOf(deposit, now - 1000)],
  } satisfies Record<string, readonly (string | null)[]>;
}

export type Column = Exclude<keyof Fixture['credentials'], 'spare'>;
export const columns = [
  ...(['none', 'admin', 'READ', 'ORDERS', 'REFUNDS', 'SETTLE', 'MANAGE'] as const),
  ...(['other', 'client', 'sibling', 'revoked', 'expired'] as const),
] satisfies Column[];
