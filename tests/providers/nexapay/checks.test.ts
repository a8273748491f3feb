import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { Customer, OrderRequest } from '../../../src/domain/request.ts';
import { capabilitiesOf, describeModule } from '../../../src/providers/capabilities.ts';
import { nexapay } from '../../../src/providers/nexapay/index.ts';
import { config, orderToSend, payer } from './requests.ts';
import { revealed } from '../../support/revealed.ts';

const fit = (changes: Partial<OrderRequest> = {}) =>
  nexapay.checkOrder({ ...orderToSend(), ...changes }, config);
const paths = (changes: Partial<OrderRequest>): string[] =>
  fit(changes).issues.map(({ path }) => path.join('.'));
const payerPaths = (changes: Partial<Customer>): string[] =>
  paths({ customer: { ...payer, ...changes } });

describe('orders', () => {
  test('are sent when they are complete', () => {
    expect(fit()).toEqual({ unable: [], issues: [] });
    const cpf = { document: '123.456.789-00', documentType: 'cpf' };
    expect(payerPaths(cpf)).toEqual([]);
  });

  test.each(['1.00', '999999999999.99'])('are accepted for %s BRL', (amount) => {
    expect(fit({ amount: money(amount, 'BRL') }).unable).toEqual([]);
  });

  test.each([
    [{ amount: money('0.99', 'BRL') }, /1\.00 BRL/],
    [{ amount: money('100', 'USD') }, /not in USD/],
    [{ method: { type: 'E_WALLET', wallet: 'x' } } as const, /takes no E_WALLET/],
  ])('are for another provider with %o', (changes, reason) => {
    expect(fit(changes).unable).toEqual([expect.stringMatching(reason)]);
  });

  test('report everything at once that a payer lacks', () => {
    const nobody = { firstName: null, email: null, phone: null, document: null };
    expect(payerPaths(nobody)).toEqual([
      'customer.firstName',
      'customer.email',
      'customer.phone',
      'customer.document',
    ]);
    expect(nexapay.requiredInputs).toEqual([{ method: 'PIX', paths: payerPaths(nobody) }]);
  });

  test.each([
    [{ phone: '11987654321' }, 'customer.phone'],
    [{ phone: '+55 11 98765-4321' }, 'customer.phone'],
    [{ phone: '+1234567' }, 'customer.phone'],
    [{ document: '1234567890' }, 'customer.document'],
    [{ document: '123456789OO' }, 'customer.document'],
    [{ documentType: 'CPF' }, 'customer.documentType'],
    [{ email: `${'x'.repeat(95)}@x.example` }, 'customer.email'],
    [{ lastName: 'x'.repeat(96) }, 'customer.firstName'],
  ])('are refused with %o', (changes, path) => {
    expect(payerPaths(changes)).toEqual([path]);
  });

  test('are refused where the provider cannot take them', () => {
    const returnUrl = `https://example.com/${'x'.repeat(240)}`;
    const presentation = 'HOSTED_PAGE';
    expect(paths({ description: 'x'.repeat(129) })).toEqual(['description']);
    expect(paths({ expiresIn: 600 })).toEqual(['expiresIn']);
    expect(paths({ returnUrl })).toEqual([]);
    expect(paths({ returnUrl, method: { type: 'PIX', presentation } })).toEqual(['returnUrl']);
  });
});

describe('refunds', () => {
  const day = 86_400_000;
  const refund = { amount: money('40', 'BRL'), address: null, reason: null };
  const check = (changes: object, now = 1, paidAt: number | null = 0): string[] =>
    nexapay
      .checkRefund({ ...refund, ...changes }, config, { paidAt, now })
      .map(({ path }) => path.join('.'));

  test('are accepted for 90 days, to the millisecond', () => {
    expect(check({}, 90 * day)).toEqual([]);
    expect(check({}, 90 * day + 1)).toEqual(['order']);
    expect(check({}, 90 * day + 1, null)).toEqual([]);
  });

  test('have no address, and no reason that is too long', () => {
    expect(check({ address: 'x', reason: 'x'.repeat(129) })).toEqual(['address', 'reason']);
    expect(check({ reason: 'x'.repeat(128) })).toEqual([]);
  });

  test('are in BRL', () => {
    expect(check({ amount: money('1', 'USD') })).toEqual(['amount.currency']);
  });
});

describe('the provider', () => {
  test('has no way to settle', () => {
    const destination = { type: 'PIX', keyType: 'CPF', key: '1', holderName: 'x', document: '1' };
    const request = { reference: 'r', amount: money('1', 'BRL'), description: null };
    const settlement = { ...request, destination: destination as never };
    expect(nexapay.checkSettlement(settlement, config)).toHaveLength(1);
  });

  test('describes itself without an account, with refunds switched off', async () => {
    expect(await describeModule(nexapay)).toMatchObject({
      provider: 'NEXAPAY',
      methods: ['PIX'],
      currencies: ['BRL'],
      cancelOrder: false,
      listOrders: false,
      refund: false,
      partialRefund: false,
      concurrentRefunds: false,
      settlementDestinations: [],
      balance: false,
      abnormalPayments: false,
      orderStatuses: ['AWAITING_PAYMENT', 'PAID', 'FAILED', 'EXPIRED'],
    });
  });

  test('has refunds where they are switched on', async () => {
    const tools = { baseUrl: 'https://example.com', now: () => 0, log: () => undefined };
    const connection = nexapay.connect(config, tools);
    const on = { refund: true, partialRefund: true, concurrentRefunds: true, cancelRefund: false };
    expect(capabilitiesOf(nexapay, connection, config)).toMatchObject(on);
    await connection.close();
  });

  test('keeps credentials unchanged, and its switch is off unless it is on', () => {
    const { refundEnabled: _, ...rest } = revealed(config);
    expect(revealed(nexapay.config.parse(rest))).toEqual({ ...rest, refundEnabled: false });
    expect(nexapay.config.parse({ ...rest, refundEnabled: null })).toMatchObject({
      refundEnabled: false,
    });
    expect(revealed(nexapay.config.parse(revealed(config)))).toEqual(revealed(config));
    const wrong = [{ apiKey: 'a b' }, { apiKey: '' }, { secretKey: '' }, { more: 1 }];
    for (const change of [...wrong, { merchantId: 'x'.repeat(33) }]) {
      expect(nexapay.config.safeParse({ ...revealed(config), ...change }).success).toBe(false);
    }
  });
});
