import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { SettlementRequest } from '../../../src/domain/request.ts';
import { capabilitiesOf } from '../../../src/providers/capabilities.ts';
import type { OrderToSend } from '../../../src/providers/provider.ts';
import { examplepay } from '../../../src/providers/examplepay/index.ts';
import { isoTime } from '../../../src/providers/kit/observing.ts';
import { paymentBody } from '../../../src/providers/examplepay/requests.ts';
import { orderToSend, payer, settlementToSend } from './requests.ts';
import { startStub } from './stub.ts';
import { revealed } from '../../support/revealed.ts';

const { sampleConfig: config } = examplepay;
const withQuery = { ...config, refundQueryEnabled: true };
const inr = (text: string) => money(text, 'INR');
const brl = (text: string) => money(text, 'BRL');

const upi = (flow: 'HOSTED_PAGE' | 'COLLECT' | 'INTENT', vpa: string | null = null) =>
  ({ type: 'UPI', flow, vpa }) as const;

const unable = (changes: Partial<OrderToSend>) =>
  examplepay.checkOrder(orderToSend(changes), config).unable.length > 0;

const paths = (changes: Partial<OrderToSend>) =>
  examplepay.checkOrder(orderToSend(changes), config).issues.map(({ path }) => path.join('.'));

const long = (length: number) => 'é'.repeat(length);

describe('an order', () => {
  test.each<[string, Partial<OrderToSend>, boolean]>([
    ['PIX in BRL', {}, false],
    ['PIX by QR code', { method: { type: 'PIX', presentation: 'QR_CODE' } }, false],
    ['UPI in INR', { method: upi('HOSTED_PAGE'), amount: inr('1.00') }, false],
    ['UPI in BRL', { method: upi('INTENT') }, true],
    ['PIX in INR', { amount: inr('1.00') }, true],
    ['PIX in USD', { amount: money('1.00', 'USD') }, true],
    ['a bank transfer', { method: { type: 'BANK_TRANSFER', payerAccounts: [] } }, true],
    ['nothing', { amount: brl('0.00') }, true],
    ['15 digits', { amount: brl('999999999999999.99') }, false],
    ['16 digits', { amount: brl('1000000000000000.00') }, true],
  ])('%s is judged for routing', (_what, changes, expected) => {
    expect(unable(changes)).toBe(expected);
  });

  test.each<[string, Partial<OrderToSend>, string[]]>([
    ['in full', {}, []],
    ['an expiry', { expiresIn: 600 }, ['expiresIn']],
    ['80 characters of description', { description: '🙂'.repeat(80) }, []],
    ['81 characters of description', { description: long(81) }, ['description']],
    ['a long id', { customer: { ...payer, id: long(65) } }, ['customer.id']],
    ['no first name', { customer: { ...payer, firstName: null } }, ['customer.firstName']],
    ['no last name', { customer: { ...payer, lastName: null } }, []],
    ['a long name', { customer: { ...payer, lastName: long(76) } }, ['customer.lastName']],
    [
      'nothing of the payer',
      { customer: { ...payer, firstName: null, lastName: null, email: null, phone: null } },
      ['customer.firstName', 'customer.email', 'customer.phone'],
    ],
    ['a long phone', { customer: { ...payer, phone: long(21) } }, ['customer.phone']],
    ['a long document', { customer: { ...payer, document: long(65) } }, ['customer.document']],
    ['UPI COLLECT without a VPA', { method: upi('COLLECT') }, ['method.upi.vpa']],
    ['UPI COLLECT with a VPA', { method: upi('COLLECT', 'a@b') }, []],
    ['UPI COLLECT with a long VPA', { method: upi('COLLECT', long(129)) }, ['method.upi.vpa']],
    ['a long address', { returnUrl: `https://a.test/${long(255)}` }, ['returnUrl']],
  ])('%s has the issues at %o', (_what, changes, expected) => {
    expect(paths(changes)).toEqual(expected);
  });

  test.each([
    [upi('HOSTED_PAGE', 'a@b'), { type: 'UPI' }],
    [upi('COLLECT', 'a@b'), { type: 'UPI_COLLECT', vpa: 'a@b' }],
    [upi('INTENT'), { type: 'UPI_INTENT' }],
    [{ type: 'PIX', presentation: 'HOSTED_PAGE' } as const, { type: 'PIX' }],
    [{ type: 'PIX', presentation: 'QR_CODE' } as const, { type: 'PIX_QRCODE' }],
  ])('by %o is sent as %o', (method, payMethod) => {
    expect(paymentBody(orderToSend({ method }))).toMatchObject({ payMethod });
  });

  test('has the reference as its text where there is neither description nor id, cut to length', () => {
    const reference = '🙂'.repeat(128);
    const customer = { ...payer, id: null };
    expect(paymentBody(orderToSend({ reference, description: null, customer }))).toMatchObject({
      description: '🙂'.repeat(80),
      payer: { userId: '🙂'.repeat(64) },
    });
  });

  test.each([
    ['203.0.113.7', { ip: '203.0.113.7' }],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', undefined],
    [null, undefined],
  ])('maps the address %s to %o', (ipAddress, tradeEnv) => {
    expect(paymentBody(orderToSend({ customer: { ...payer, ipAddress } }))['tradeEnv']).toEqual(
      tradeEnv,
    );
  });
});

const refundIssues = (amount: string, refunded: string, account = config, changes = {}) =>
  examplepay
    .checkRefund({ amount: brl(amount), address: null, reason: null, ...changes }, account, {
      paidAt: 0,
      now: 0,
      sums: { refundable: brl('100.00'), refunded: brl(refunded) },
    })
    .map(({ path }) => path.join('.'));

describe('a refund', () => {
  test.each([
    ['the first in part', '10.00', '0.00', []],
    ['the first of all', '100.00', '0.00', []],
    ['all that is left', '90.00', '10.00', []],
    ['another part', '10.00', '10.00', ['amount']],
  ])('%s is sent only where its end is reported', (_what, amount, refunded, expected) => {
    expect(refundIssues(amount, refunded)).toEqual(expected);
    expect(refundIssues(amount, refunded, withQuery)).toEqual([]);
  });

  test('has no address, and a short reason', () => {
    expect(refundIssues('1.00', '0.00', config, { address: 'x', reason: 'a'.repeat(81) })).toEqual([
      'reason',
      'address',
    ]);
  });
});

const settlementIssues = (changes: Partial<SettlementRequest>) =>
  examplepay.checkSettlement(settlementToSend(changes), config).map(({ path }) => path.join('.'));

const bankPaths = (...fields: string[]) =>
  fields.map((field) => `destination.bankAccount.${field}`);

describe('a settlement', () => {
  const bank = {
    type: 'BANK_ACCOUNT',
    bankCode: 'HDFC0000001',
    bankName: 'HDFC',
    accountNumber: '1',
    holderName: 'A',
    phone: '1',
    email: 'a@b.c',
  } as const;
  const pix = {
    type: 'PIX',
    keyType: 'EVP',
    key: 'k',
    holderName: 'A',
    document: '1',
  } as const;
  const wallet = { type: 'WALLET', walletCode: 'P', accountNumber: '1', holderName: 'A' } as const;
  const sparse = { ...bank, bankName: null, phone: null, email: null };
  test.each<[string, Partial<SettlementRequest>, string[]]>([
    ['UPI in INR', {}, []],
    ['UPI in BRL', { amount: brl('1.00') }, ['amount.currency']],
    ['PIX in BRL', { destination: pix, amount: brl('1.00') }, []],
    ['PIX in INR', { destination: pix }, ['amount.currency']],
    ['a bank account in INR', { destination: bank }, []],
    ['a bank account in BRL', { destination: bank, amount: brl('1.00') }, []],
    [
      'a bank account in USD',
      { destination: bank, amount: money('1.00', 'USD') },
      ['amount.currency'],
    ],
    ['half a bank account', { destination: sparse }, bankPaths('bankName', 'phone', 'email')],
    ['a wallet', { destination: wallet }, []],
    [
      'a long wallet',
      { destination: { ...wallet, walletCode: 'a'.repeat(21) } },
      ['destination.wallet.walletCode'],
    ],
    ['a chain', { destination: { type: 'ON_CHAIN', address: '0x' } }, ['destination']],
    ['a long description', { description: 'a'.repeat(81) }, ['description']],
    ['nothing', { amount: inr('0.00') }, ['amount.amount']],
  ])('%s has the issues at %o', (_what, changes, expected) => {
    expect(settlementIssues(changes)).toEqual(expected);
  });
});

const parse = (changes: Record<string, unknown>) =>
  examplepay.config.safeParse({ appId: 'a', appSecret: ' s ', ...changes });

describe('the configuration', () => {
  test('has its switches off and its prefix set by default, and keeps the secret as it is', () => {
    const expected = { ...revealed(config), appId: 'a', appSecret: ' s ' };
    expect(revealed(parse({}).data)).toEqual(expected);
    expect(revealed(parse({ pathPrefix: null, closeEnabled: null }).data)).toEqual(expected);
    expect(config.pathPrefix).toBe('/pg/v2');
  });

  test.each([
    [{ appId: 'a,b' }, 'appId'],
    [{ appId: '' }, 'appId'],
    [{ appSecret: '' }, 'appSecret'],
    [{ pathPrefix: 'pg/v2' }, 'pathPrefix'],
    [{ pathPrefix: '/pg/v2/' }, 'pathPrefix'],
    [{ pathPrefix: '/pg?x' }, 'pathPrefix'],
    [{ closeEnabled: 'yes' }, 'closeEnabled'],
  ])('refuses %o', (changes, path) => {
    expect(parse(changes).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test.each([{ pathPrefix: '' }, { pathPrefix: '/v2' }, { appId: 'a'.repeat(33) }])(
    'accepts %o',
    (changes) => {
      expect(parse(changes).success).toBe(true);
    },
  );

  test.each([
    [{}, { cancelOrder: false, concurrentRefunds: false }],
    [
      { closeEnabled: true, refundQueryEnabled: true },
      { cancelOrder: true, concurrentRefunds: true },
    ],
  ])('with %o can do %o', async (changes, expected) => {
    await using stub = await startStub({ config: changes });
    const account = { ...config, ...changes };
    expect(capabilitiesOf(examplepay, stub.connection, account)).toMatchObject({
      ...expected,
      refund: true,
      partialRefund: true,
      cancelRefund: false,
      cancelSettlement: false,
      abnormalPayments: false,
      listOrders: false,
      balance: true,
      settlementDestinations: ['UPI', 'PIX', 'BANK_ACCOUNT', 'WALLET'],
    });
  });
});

describe('a time of the provider', () => {
  test.each([
    ['2024-05-14T15:13:02+08:00', '2024-05-14T07:13:02.000Z'],
    ['2024-05-14T15:13:02.123+08:00', '2024-05-14T07:13:02.123Z'],
    ['2024-05-14T04:13:02-03:00', '2024-05-14T07:13:02.000Z'],
    ['2024-05-14T07:13:02Z', '2024-05-14T07:13:02.000Z'],
    ['2024-05-14T15:13:02', null],
    ['2024-05-14 15:13:02', null],
    ['2024-13-14T15:13:02+08:00', null],
    ['', null],
    [null, null],
  ])('%s is %s', (text, expected) => {
    const at = isoTime(text);
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
  });
});
