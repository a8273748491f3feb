import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { Money, Network } from '../../../src/domain/money.ts';
import type { SettlementDestination } from '../../../src/domain/request.ts';
import { fitsChain } from '../../../src/providers/stablecoin-gateway/assets.ts';
import { baseUrlProblem } from '../../../src/domain/input/base-url.ts';
import { providerModule } from '../../../src/providers/modules.ts';
import type { OrderToSend, ProviderModule } from '../../../src/providers/provider.ts';
import * as xcheckout from '../../../src/providers/anexpay-xcheckout/mapping.ts';
import { nobody } from '../../support/customer.ts';
import { address, orderToSend } from './requests.ts';
import { brandNames, configs } from './stub-gateway.ts';
import { revealed } from '../../support/revealed.ts';

const X = providerModule('ANEXPAY_XCHECKOUT');
const W = providerModule('W_CHECKOUT');
const usdt = (amount: string, network: Network = 'ETHEREUM'): Money =>
  money(amount, 'USDT', network);
const paths = (issues: readonly { path: readonly string[] }[]): string[] =>
  issues.map(({ path }) => path.join('.'));
const onChain = (to: string): SettlementDestination => ({ type: 'ON_CHAIN', address: to });
const refundTo = (module: ProviderModule, to: string | null, amount = usdt('1')) =>
  paths(module.checkRefund({ amount, reason: null, address: to }, null, { paidAt: 0, now: 0 }));

describe.each(brandNames)('%s', (name) => {
  const module = providerModule(name);
  const check = (changes: Partial<OrderToSend>) =>
    module.checkOrder({ ...orderToSend({ returnUrl: 'https://shop.example' }), ...changes }, null);

  test.each([
    ['USDT', 'ETHEREUM'],
    ['USDC', 'ETHEREUM'],
    ['WUSD', 'ETHEREUM'],
    ['USDT', 'TRON'],
    ['USDC', 'TRON'],
    ['USDT', 'SOLANA'],
    ['USDC', 'SOLANA'],
  ] as const)('accepts %s on %s', (currency, network) => {
    const method = { type: 'STABLECOIN', currency, network } as const;
    expect(check({ method })).toEqual({ unable: [], issues: [] });
  });

  test.each([
    { method: { type: 'STABLECOIN', currency: 'WUSD', network: 'TRON' } },
    { method: { type: 'STABLECOIN', currency: 'DAI', network: 'ETHEREUM' } },
    { method: { type: 'PIX', presentation: 'QR_CODE' } },
    { amount: money('10', 'EUR') },
    { amount: money('0', 'USD') },
    { amount: money('1000000.01', 'USD') },
    { amount: usdt('10') },
  ] as Partial<OrderToSend>[])('is unable to do case %#', (changes) => {
    expect(check(changes).unable).toHaveLength(1);
  });

  test.each(['0.01', '1000000'])('has prices of %s USD', (amount) => {
    expect(check({ amount: money(amount, 'USD') }).unable).toEqual([]);
  });

  test.each([
    [{ expiresIn: 59 }, 'expiresIn'],
    [{ expiresIn: 86_401 }, 'expiresIn'],
    [{ expiresIn: 60.5 }, 'expiresIn'],
    [{ returnUrl: 'http://shop.example' }, 'returnUrl'],
    [{ returnUrl: 'http://localhost:3000' }, 'returnUrl'],
    [{ customer: { ...nobody, id: 'x'.repeat(65) } }, 'customer.id'],
    [{ customer: { ...nobody, id: '' } }, 'customer.id'],
  ])('reports for %j the issue at %s', (changes, path) => {
    expect(paths(check(changes).issues)).toEqual([path]);
  });

  test.each([60, 86_400, null])('accepts an expiry of %s seconds', (expiresIn) => {
    expect(check({ expiresIn }).issues).toEqual([]);
  });

  const settle = (amount: Money, destination: SettlementDestination) =>
    paths(module.checkSettlement({ reference: 'r', amount, destination, description: null }, null));

  test('settles to addresses of the chain and to registered accounts', () => {
    const bank = { type: 'REGISTERED_BANK_ACCOUNT', remitId: '1', fiat: 'USD' } as const;
    expect(settle(usdt('1.123456'), onChain(address.ETHEREUM))).toEqual([]);
    expect(settle(usdt('1', 'TRON'), onChain(address.TRON))).toEqual([]);
    expect(settle(usdt('1'), bank)).toEqual([]);
    expect(settle(money('1.500000000', 'WUSD', 'ETHEREUM'), bank)).toEqual([]);
  });

  test('refuses everything that it could not settle, at once', () => {
    const fiat = { type: 'REGISTERED_BANK_ACCOUNT', remitId: '1', fiat: 'EUR' } as const;
    const upi = { type: 'UPI', vpa: 'a@b', holderName: 'A' } as const;
    expect(settle(usdt('1', 'TRON'), onChain(address.ETHEREUM))).toEqual([
      'destination.onChain.address',
    ]);
    expect(settle(money('1.0000001', 'WUSD', 'ETHEREUM'), fiat)).toEqual([
      'amount.amount',
      'destination.registeredBankAccount.fiat',
    ]);
    expect(settle(money('1', 'USD'), upi)).toEqual(['amount.currency', 'destination']);
  });

  test('describes itself without an account', async () => {
    const { sampleConfig, defaultBaseUrl, requiredInputs, orderStatuses } = module;
    const sample = revealed(sampleConfig);
    expect(revealed(module.config.parse(sample))).toEqual(sample);
    expect(baseUrlProblem(defaultBaseUrl ?? '')).toBeNull();
    expect(requiredInputs).toEqual([{ method: 'STABLECOIN', paths: [] }]);
    expect(orderStatuses).toEqual(['AWAITING_PAYMENT', 'PAID', 'CANCELED', 'EXPIRED', 'FAILED']);
    const tools = { baseUrl: defaultBaseUrl ?? '', now: () => 0, log: () => undefined };
    const connection = module.connect(sampleConfig, tools);
    expect(connection).not.toHaveProperty('balances');
    await connection.close();
  });

  test('keeps credentials unchanged', () => {
    const config = revealed(configs[name]);
    const parsed = module.config.parse({ ...config, apiKey: ' k ' });
    expect(revealed(parsed)).toMatchObject({ apiKey: ' k ' });
    for (const wrong of [{ apiKey: '' }, { signKey: 'x'.repeat(257) }, { more: 1 }]) {
      expect(module.config.safeParse({ ...config, ...wrong }).success).toBe(false);
    }
  });
});

describe('refunds', () => {
  test('need an address of the chain at XCheckout', () => {
    expect(refundTo(X, address.ETHEREUM)).toEqual([]);
    expect(refundTo(X, null)).toEqual(['address']);
    expect(refundTo(X, address.TRON)).toEqual(['address']);
  });

  test("need none at W Checkout, which pays back to the payer's own", () => {
    expect(refundTo(W, null)).toEqual([]);
    expect(refundTo(W, address.ETHEREUM)).toEqual(['address']);
  });

  test('have amounts of six decimals at most', () => {
    const amount = money('1.0000001', 'WUSD', 'ETHEREUM');
    expect(refundTo(W, null, amount)).toEqual(['amount.amount']);
  });
});

test.each([
  [address.ETHEREUM, 'ETHEREUM', true],
  [address.ETHEREUM.toLowerCase(), 'ETHEREUM', true],
  [address.ETHEREUM.slice(0, -1), 'ETHEREUM', false],
  [address.ETHEREUM.slice(2), 'ETHEREUM', false],
  [address.TRON, 'TRON', true],
  [`${address.TRON}x`, 'TRON', false],
  [address.TRON.replace('7', '0'), 'TRON', false],
  [address.SOLANA, 'SOLANA', true],
  ['1'.repeat(31), 'SOLANA', false],
  [address.ETHEREUM, 'SOLANA', false],
] as const)('%s on %s: %s', (address, network, fits) => {
  expect(fitsChain(address, network)).toBe(fits);
});

test('the reference replaces the customer, cut to 64 characters and never within one', () => {
  const body = xcheckout.orderBody(orderToSend({ reference: `${'x'.repeat(63)}😀tail` }));
  expect(body['customerId']).toBe(`${'x'.repeat(63)}\u{FFFD}`);
});

test('callback addresses are sent where they are https', () => {
  const returnUrl = 'https://shop.example/done';
  const sent = xcheckout.orderBody(orderToSend({ returnUrl }));
  expect(sent).toMatchObject({ pcCallbackUrl: returnUrl, appCallbackUrl: returnUrl });
  expect(xcheckout.orderBody(orderToSend())).not.toHaveProperty('pcCallbackUrl');
});

test('XCheckout always receives an expiry', () => {
  expect(xcheckout.orderBody(orderToSend())).toMatchObject({ expiredIn: 1800 });
});
