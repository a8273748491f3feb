import { nowhere } from '../../support/operations.ts';
import type { Fixture } from './fixture.ts';

/** How a field of Query, Mutation or Subscription is requested: its arguments, in every way that matters. */
export type Roots = Readonly<Record<string, readonly string[]>>;

/**
 * A field that is not listed is requested without arguments. Each way leads to another answer, so that every type of
 * the schema is reached: one way for each success and each failure.
 */
export function rootsOf({ rows, testApp, credentials }: Fixture): Roots {
  const { accounts } = testApp;
  const { inputs, keys } = rows;
  const from = new Date(testApp.sandbox.clock.now() - 3_600_000).toISOString();
  const to = new Date(testApp.sandbox.clock.now()).toISOString();
  const range = `from: "${from}", to: "${to}"`;
  const orders = [
    rows.uncaptured,
    rows.deposit,
    rows.qr,
    rows.page,
    rows.failed,
    rows.unknown,
    rows.payment.order.id,
    rows.refunded,
    rows.linked,
  ];
  const after = `after: "${rows.start}"`;
  return {
    'Query.node': byId(
      testApp.merchantId,
      rows.apiKey,
      accounts.W_CHECKOUT,
      ...orders,
      rows.paymentLink,
      rows.refund,
      rows.settlement,
      rows.payment.id,
      rows.event,
      rows.delivery,
      rows.endpoint,
      rows.eventDelivery,
      rows.failedDelivery,
    ),
    'Query.paymentLink': byId(rows.paymentLink),
    'Query.paymentLinkByIdempotencyKey': [`(key: "${keys.paymentLink}")`],
    'Query.order': byId(...orders),
    'Query.orderByIdempotencyKey': [`(key: "${keys.order}")`],
    'Query.search': [`(text: "${rows.refund}")`, `(text: "${rows.settlement}")`],
    'Query.refund': byId(rows.refund),
    'Query.refundByIdempotencyKey': [`(key: "${keys.refund}")`],
    'Query.settlement': byId(rows.settlement),
    'Query.settlementByIdempotencyKey': [`(key: "${keys.settlement}")`],
    'Query.explainSignature': [
      `(input: { account: "${accounts.W_CHECKOUT}", direction: WEBHOOK, headers: [], body: "{}" })`,
      `(input: { account: "${accounts.W_CHECKOUT}", direction: WEBHOOK, body: "{}",
         headers: [{ key: "SIGNATURE", value: "wrong" }] })`,
    ],
    'Query.reconciliation': [`(account: "${accounts.W_CHECKOUT}", ${range})`],
    'Mutation.acknowledgeAttention': input(inputs.acknowledgement),
    'Mutation.decideUnknown': input(inputs.decision),
    'Mutation.createOrder': input(
      inputs.order,
      { ...inputs.order, reference: 'another' },
      { ...inputs.order, reference: '' },
      { ...inputs.order, idempotencyKey: 'no-route', account: accounts.EXAMPLEPAY },
      { ...inputs.order, idempotencyKey: 'is-running' },
      { ...inputs.order, idempotencyKey: 'not-found', account: 'acc_none' },
    ),
    'Mutation.createPaymentLink': input(
      inputs.paymentLink,
      { ...inputs.paymentLink, reference: 'another' },
      { ...inputs.paymentLink, idempotencyKey: 'link-no-route', account: accounts.EXAMPLEPAY },
      { ...inputs.paymentLink, idempotencyKey: 'link-not-found', account: 'acc_none' },
      { ...inputs.paymentLink, reference: '' },
    ),
    'Mutation.disablePaymentLink': byId(rows.disabledLink),
    'Mutation.cancelOrder': input(cancel(rows.cancelable), cancel(rows.payment.order.id)),
    'Mutation.captureOrder': input(
      { ...capture(rows.authorized), amount: tooMuch },
      capture(rows.toCapture),
    ),
    'Mutation.refreshOrder': byId(rows.refunded, rows.unreachable),
    'Mutation.createRefund': input(inputs.refund, {
      idempotencyKey: 'too-much',
      order: rows.payment.order.id,
      amount: tooMuch,
    }),
    'Mutation.cancelRefund': input(cancel(rows.refund)),
    'Mutation.refreshRefund': byId(rows.refund),
    'Mutation.refundAbnormalPayment': input(inputs.abnormalRefund),
    'Mutation.resolveAbnormalPayment': input(inputs.resolution),
    'Mutation.eraseCustomer': input({
      idempotencyKey: 'erase-nobody',
      customerId: 'nobody',
      note: 'x',
    }),
    'Mutation.createSettlement': input(inputs.settlement, {
      ...inputs.settlement,
      idempotencyKey: 'unsupported',
      destination: { wallet: { walletCode: 'x', accountNumber: '1', holderName: 'A' } },
    }),
    'Mutation.cancelSettlement': input(cancel(rows.settlement)),
    'Mutation.refreshSettlement': byId(rows.settlement),
    'Mutation.replayWebhook': byId(rows.delivery),
    'Mutation.createEventEndpoint': input(
      { url: `${nowhere}/own`, asymmetric: true },
      { url: `${nowhere}/own`, document: '{ viewer { id } }' },
    ),
    'Mutation.updateEventEndpoint': input(
      { id: rows.endpoint, description: 'VICTIM' },
      { id: rows.endpoint, description: '' },
    ),
    'Mutation.deleteEventEndpoint': byId(rows.deletable),
    'Mutation.rotateEventEndpointSecret': input(
      { id: rows.endpoint },
      { id: rows.endpoint, keepOldFor: -1 },
    ),
    'Mutation.replayEvents': input(
      { endpoint: rows.endpoint, after: rows.start },
      { endpoint: rows.endpoint, after: 'none' },
    ),
    'Mutation.createProviderAccount': input({
      merchant: testApp.merchantId,
      name: '',
      config: { vexora: { merchantNo: '1', appSecret: 's' } },
    }),
    'Mutation.updateProviderAccount': input({ id: accounts.W_CHECKOUT, name: 'W' }),
    'Mutation.createApiKey': input({
      merchant: testApp.merchantId,
      name: 'Key',
      scopes: [managing],
    }),
    'Mutation.revokeApiKey': byId(...credentials.spare),
    'Mutation.updateCheckoutTheme': input(
      {
        merchant: testApp.merchantId,
        color: '#1a73e8',
        logo: 'data:image/png;base64,iVBORw0KGgo=',
      },
      { merchant: testApp.merchantId, color: 'blue' },
    ),
    'Mutation.createMerchant': input({ name: 'Shop' }),
    'Subscription.orderUpdates': [`(id: "${rows.refunded}", ${after})`],
    'Subscription.settlementUpdates': [`(id: "${rows.settlement}", ${after})`],
    'Subscription.events': [`(${after})`],
  };
}

const byId = (...ids: string[]): string[] => ids.map((id) => `(id: "${id}")`);
const input = (...inputs: object[]): string[] => inputs.map((one) => `(input: ${literal(one)})`);
const cancel = (id: string) => ({ idempotencyKey: `cancel-${id}`, id });
const capture = (id: string) => ({ idempotencyKey: `capture-${id}`, id });
const tooMuch = { amount: '5000', currency: 'USDT', network: 'ETHEREUM' };

/** Words in capitals that are enums and not texts. */
const enums = /^(ETHEREUM|QR_CODE|LINEPAY|DISMISS|MANAGE|OTHER_AMOUNT|NEVER_HAPPENED)$/;
const managing = 'MANAGE';

/** A value as it is written in a document. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return enums.test(value) ? value : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{ ${members.map(([name, member]) => `${name}: ${literal(member)}`).join(', ')} }`;
}
