import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { describeModule } from '../../../src/providers/capabilities.ts';
import type { OrderToSend } from '../../../src/providers/provider.ts';
import { config as schema } from '../../../src/providers/vexora/config.ts';
import { vexora } from '../../../src/providers/vexora/index.ts';
import { orderBody, settlementBody } from '../../../src/providers/vexora/mapping.ts';
import { regionOf } from '../../../src/providers/vexora/regions.ts';
import { config, methods, orderToSend, payer, settlementToSend } from './requests.ts';
import { revealed } from '../../support/revealed.ts';

const check = (changes: Partial<OrderToSend> = {}, changedConfig = {}) =>
  vexora.checkOrder(orderToSend(changes), { ...config, ...changedConfig });
const issuesOf = (issues: readonly { path: readonly string[] }[]) =>
  issues.map(({ path }) => path.join('.'));
const fits = { unable: [], issues: [] };

const paths = (...names: string[]) => names.map((name) => `customer.${name}`);
const settle = (...changedConfig: Parameters<typeof settlementToSend>) =>
  issuesOf(vexora.checkSettlement(settlementToSend(...changedConfig), config));

describe('an order in Taiwan', () => {
  test.each([
    ['a bank transfer', methods.transfer],
    ['a store', methods.store],
    ['a wallet that the configuration names', methods.wallet],
  ])('by %s is accepted', (_name, method) => {
    expect(check({ method })).toEqual(fits);
  });

  test.each([
    ['a method of elsewhere', { method: { type: 'PIX', presentation: 'QR_CODE' } }],
    [
      'a wallet that the configuration does not name',
      { method: { type: 'E_WALLET', wallet: 'X' } },
    ],
    ['another store', { method: { type: 'CONVENIENCE_STORE', chain: 'OKMART' } }],
    ['another currency', { amount: money('300', 'JPY') }],
    ['nothing', { amount: money('0', 'TWD') }],
    ['less than nothing', { amount: money('-1', 'TWD') }],
  ] as [string, Partial<OrderToSend>][])('by %s is not for this account', (_name, changes) => {
    expect(check(changes).unable).toHaveLength(1);
  });

  test('is accepted with no wallet where the configuration names none', () => {
    expect(check({ method: methods.wallet }, { eWalletCodes: null }).unable).toHaveLength(1);
  });

  test('reports everything that is missing at once, for the method', () => {
    const nobody = Object.fromEntries(Object.keys(payer).map((name) => [name, null]));
    const customer = nobody as unknown as typeof payer;
    const method = { type: 'BANK_TRANSFER', payerAccounts: [] } as const;
    const common = ['phone', 'firstName', 'lastName', 'email', 'ipAddress'];
    expect(issuesOf(check({ customer, method }).issues)).toEqual([
      ...paths(...common),
      'method.bankTransfer.payerAccounts',
    ]);
    expect(issuesOf(check({ customer, method: methods.store }).issues)).toEqual(
      paths(...common, 'postcode', 'address'),
    );
    expect(issuesOf(check({ customer, method: methods.wallet }).issues)).toEqual(paths(...common));
    for (const required of vexora.requiredInputs) {
      const byMethod = { BANK_TRANSFER: method, CONVENIENCE_STORE: methods.store };
      const one = byMethod[required.method as keyof typeof byMethod] ?? methods.wallet;
      expect(issuesOf(check({ customer, method: one }).issues)).toEqual(required.paths);
    }
  });

  test.each(['912345678', '+886912345678', '0212345678', '09123456789', '0912-345678'])(
    'is refused with the phone %s',
    (phone) => {
      const { issues } = check({ customer: { ...payer, phone } });
      expect(issuesOf(issues)).toEqual(['customer.phone']);
    },
  );

  test.each([
    ['80', '123'],
    ['808', '12-3'],
    ['808', '1,808-2'],
    ['808', ''],
    ['８０８', '123'],
  ])('with the payer account %s %s is refused', (bankCode, accountNumber) => {
    const good = { bankCode: '013', accountNumber: '0458988888888888' };
    const payerAccounts = [good, { bankCode, accountNumber }];
    const { issues } = check({ method: { type: 'BANK_TRANSFER', payerAccounts } });
    expect(issuesOf(issues)).toEqual(['method.bankTransfer.payerAccounts.1']);
  });

  test('has several payer accounts in one field', () => {
    const payerAccounts = [
      { bankCode: '808', accountNumber: '0358988888888' },
      { bankCode: '013', accountNumber: '0458988888888888' },
    ];
    const order = orderToSend({ method: { type: 'BANK_TRANSFER', payerAccounts } });
    expect(orderBody(order, regionOf('TWD'))).toMatchObject({
      bankNumber: '808-0358988888888,013-0458988888888888',
    });
  });

  test('is refused with an expiry, and with a long name', () => {
    const customer = { ...payer, firstName: 'x'.repeat(65) };
    expect(issuesOf(check({ expiresIn: 600, customer }).issues)).toEqual([
      'customer.firstName',
      'expiresIn',
    ]);
  });

  test('omits from the body what is not given', () => {
    const body = orderBody(orderToSend({ description: null }), regionOf('TWD'));
    expect(body).not.toHaveProperty('remark');
    expect(body).not.toHaveProperty('postcode', null);
  });
});

describe('a settlement in Taiwan', () => {
  test('to a bank account is accepted', () => {
    expect(settle()).toEqual([]);
  });

  test.each([
    ['less than 100', { amount: money('99', 'TWD') }, {}, ['amount.amount']],
    ['another currency', { amount: money('100', 'JPY') }, {}, ['amount.currency']],
    ['a bank code of four digits', {}, { bankCode: '0004' }, ['destination.bankAccount.bankCode']],
    ['a bank prefix', {}, { accountNumber: '808-1' }, ['destination.bankAccount.accountNumber']],
    [
      'no phone and no e-mail',
      {},
      { phone: null, email: null },
      ['destination.bankAccount.phone', 'destination.bankAccount.email'],
    ],
    ['a chain', { destination: { type: 'ON_CHAIN', address: '0x' } }, {}, ['destination']],
  ] as const)('with %s is not', (_name, changes, destination, expected) => {
    expect(settle(changes, destination)).toEqual(expected);
  });
});

describe('other regions are rows of the table', () => {
  const korean = { ...payer, phone: '01012345678' };
  const indonesian = { ...payer, phone: '081234567890', ipAddress: null };

  test('Korea: its wallets, mobile numbers of eleven digits, no payouts', () => {
    const method = { type: 'E_WALLET', wallet: 'KAKAOPAY' } as const;
    const won = { amount: money('1000', 'KRW'), method, customer: korean };
    const account = { currency: 'KRW', eWalletCodes: null };
    expect(check(won, account)).toEqual(fits);
    expect(check(won, { ...account, eWalletCodes: ['TOSSPAY'] }).unable).toHaveLength(1);
    expect(issuesOf(check({ ...won, customer: payer }, account).issues)).toEqual([
      'customer.phone',
    ]);
    expect(check({ ...won, method: methods.store }, account).unable).toHaveLength(1);
    const body = orderBody(orderToSend({ ...won }), regionOf('KRW'));
    expect(body).toMatchObject({ channelCode: 'EWALLET', wayCode: 'KAKAOPAY', amount: '1000' });
    expect(body).not.toHaveProperty('bankNumber');
    const connection = vexora.connect({ ...config, ...account }, tools);
    expect(connection).not.toHaveProperty('createSettlement');
  });

  test('Indonesia: one name, amounts from 10000 with decimals, other names of payout fields', () => {
    const rupiah = { amount: money('10000.5', 'IDR'), customer: indonesian };
    const account = { currency: 'IDR', eWalletCodes: null };
    expect(check(rupiah, account)).toEqual(fits);
    expect(check({ ...rupiah, amount: money('9999.99', 'IDR') }, account).unable).toHaveLength(1);
    expect(orderBody(orderToSend(rupiah), regionOf('IDR'))).toEqual({
      tradeNo: '00000007',
      amount: '10000.5',
      channelCode: 'VA',
      notifyUrl: 'https://google.com',
      username: 'abc efg',
      mobile: '081234567890',
      email: '123@gmail.com',
      remark: '000000',
    });
    const settlement = settlementToSend(
      { amount: money('10000', 'IDR') },
      { bankCode: '0002', phone: '6281234567890' },
    );
    expect(vexora.checkSettlement(settlement, { ...config, ...account })).toEqual([]);
    expect(settlementBody(settlement, regionOf('IDR'))).toMatchObject({
      bankCode: '0002',
      bankAccountNo: '3560123456789012',
      customerName: 'abc',
    });
  });

  test('Philippines: the wallet is a pay type, and nothing of the payer is asked for', () => {
    const method = { type: 'E_WALLET', wallet: 'GCash' } as const;
    const peso = { amount: money('100.25', 'PHP'), method };
    expect(check(peso, { currency: 'PHP', eWalletCodes: null })).toEqual(fits);
    const body = orderBody(orderToSend(peso), regionOf('PHP'));
    expect(body).toMatchObject({ payType: 'GCash', amount: '100.25' });
    expect(body).not.toHaveProperty('channelCode');
    expect(body).not.toHaveProperty('mobile');
  });

  const tools = { baseUrl: 'http://localhost', now: () => 0, log: () => undefined };
});

describe('the configuration', () => {
  const credentials = { merchantNo: '0000000001', appSecret: 'secret' };

  test('is for Taiwan unless a currency picks another region', () => {
    const read = revealed(schema.parse(credentials));
    expect(read).toEqual({ ...credentials, currency: 'TWD', eWalletCodes: null });
    expect(revealed(schema.parse(read))).toEqual(read);
    const left = { ...credentials, currency: null, eWalletCodes: null };
    expect(revealed(schema.parse(left))).toEqual(read);
  });

  test.each([
    [{ currency: 'EUR' }, 'currency'],
    [{ merchantNo: 'a\r\nb' }, 'merchantNo'],
    [{ merchantNo: '' }, 'merchantNo'],
    [{ appSecret: '' }, 'appSecret'],
    [{ eWalletCodes: ['A B'] }, 'eWalletCodes'],
  ])('refuses %j', (changes, path) => {
    const { error } = schema.safeParse({ ...credentials, ...changes });
    expect(error?.issues[0]?.path[0]).toBe(path);
  });

  test('states capabilities of the provider as such, and of one account', async () => {
    expect(await describeModule(vexora)).toMatchObject({
      methods: ['BANK_TRANSFER', 'CONVENIENCE_STORE', 'E_WALLET'],
      currencies: ['TWD', 'KRW', 'IDR', 'PHP'],
      refund: false,
      cancelOrder: false,
      listOrders: false,
      balance: true,
      settlementDestinations: ['BANK_ACCOUNT'],
    });
    const terms = vexora.accountTerms?.({ ...config, currency: 'PHP', eWalletCodes: null });
    expect(terms).toEqual({
      methods: ['E_WALLET'],
      currencies: ['PHP'],
      requiredInputs: [{ method: 'E_WALLET', paths: [] }],
    });
    expect(vexora.accountTerms?.({ ...config, eWalletCodes: [] }).methods).toEqual([
      'BANK_TRANSFER',
      'CONVENIENCE_STORE',
    ]);
  });
});
