import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  findCurrency,
  greatest,
  isDecimal,
  least,
  money,
  parseMinor,
  parseMoney,
  printAmount,
  shortestDecimal,
  subtract,
  toDecimal,
  zero,
} from '../../src/domain/money.ts';
import type { Money, Network } from '../../src/domain/money.ts';

const currencies: readonly [code: string, network: Network | null][] = [
  ['USD', null],
  ['TWD', null],
  ['KWD', null],
  ['USDT', 'TRON'],
  ['USDC', 'SOLANA'],
  ['WUSD', 'ETHEREUM'],
];

const anyMoney: fc.Arbitrary<Money> = fc
  .tuple(fc.constantFrom(...currencies), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }))
  .map(([[currency, network], minor]) => ({ minor, currency, network }));

const reading = (text: string, { currency, network }: Money): unknown =>
  parseMoney(text, currency, network);

describe('reading amounts', () => {
  it.each([toDecimal, printAmount, shortestDecimal])(
    'returns what %o printed, to the last unit',
    (print) => {
      fc.assert(
        fc.property(anyMoney, (amount) => {
          expect(reading(print(amount), amount)).toEqual(amount);
        }),
      );
    },
  );

  it.each([
    ['1.001', 'USD', null],
    ['0.009', 'BRL', null],
    ['300.5', 'TWD', null],
    ['0.0000001', 'USDT', 'TRON'],
    ['1.0000000000000000001', 'WUSD', 'ETHEREUM'],
  ] as const)('refuses %s %s: it has more decimals than the currency', (text, code, network) => {
    expect(parseMoney(text, code, network)).toBe('TOO_MANY_DECIMALS');
  });

  it('never rounds: a digit past the last place is refused, wherever it stands', () => {
    const digit = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(anyMoney, fc.nat(8), digit, (amount, zeros, last) => {
        const exact = toDecimal(amount);
        const text = `${exact}${exact.includes('.') ? '' : '.'}${'0'.repeat(zeros)}${last}`;
        expect(reading(text, amount)).toBe('TOO_MANY_DECIMALS');
      }),
    );
  });

  it('accepts zeros past the last place, which change nothing', () => {
    expect(money('100.8900', 'USD')).toEqual(money('100.89', 'USD'));
    expect(money('300.00', 'TWD')).toEqual({ minor: 300n, currency: 'TWD', network: null });
  });

  it.each([
    '',
    '.5',
    '1.',
    '+1',
    '01',
    '00.1',
    '1e2',
    '0x1',
    '1,5',
    '1_000',
    ' 1',
    '1\n',
    '--1',
    'NaN',
    'Infinity',
    '١',
  ])('refuses %j: it is no decimal', (text) => {
    expect(parseMoney(text, 'USD', null)).toBe('NOT_A_DECIMAL');
    expect(isDecimal(text)).toBe(false);
  });

  it('refuses what is too large to parse as a bigint', () => {
    expect(parseMoney('9'.repeat(61), 'USD', null)).toBe('TOO_LARGE');
    expect(isDecimal('9'.repeat(61))).toBe(false);
    expect(parseMinor('9'.repeat(60), 0)).toBe(BigInt('9'.repeat(60)));
  });

  it('requires the network of a token, and none of fiat', () => {
    expect(parseMoney('1', 'USDT', null)).toBe('WRONG_NETWORK');
    expect(parseMoney('1', 'WUSD', 'TRON')).toBe('WRONG_NETWORK');
    expect(parseMoney('1', 'USD', 'TRON')).toBe('WRONG_NETWORK');
    expect(parseMoney('1', 'XXX', null)).toBe('UNKNOWN_CURRENCY');
    expect(() => money('1', 'XXX')).toThrow(RangeError);
  });

  it('R25: carries 18 decimals', () => {
    const text = '123456789.000000000000000001';
    const amount = money(text, 'WUSD', 'ETHEREUM');
    expect(amount.minor).toBe(123456789000000000000000001n);
    expect([printAmount(amount), toDecimal(amount)]).toEqual([text, text]);
  });
});

describe('printing amounts', () => {
  it.each([
    ['100', 'USD', null, '100.00'],
    ['0', 'USD', null, '0.00'],
    ['-0.05', 'USD', null, '-0.05'],
    ['300', 'TWD', null, '300'],
    ['1.5', 'KWD', null, '1.500'],
    ['124.68', 'USDT', 'TRON', '124.68'],
    ['124.680001', 'USDT', 'TRON', '124.680001'],
    ['124.7', 'USDT', 'TRON', '124.70'],
    ['1000', 'USDC', 'SOLANA', '1000.00'],
    ['0.5', 'WUSD', 'ETHEREUM', '0.50'],
  ] as const)('prints %s %s %s as %s', (text, code, network, printed) => {
    expect(printAmount(money(text, code, network))).toBe(printed);
  });

  it('keeps the contract for every amount: all decimals of fiat, two or more of a token', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const currency = findCurrency(amount.currency);
        const decimals = currency?.kind === 'fiat' ? currency.decimals : null;
        const [, fraction = ''] = printAmount(amount).split('.');
        const wanted = decimals === null ? /^\d\d(?:\d*[1-9])?$/ : new RegExp(`^\\d{${decimals}}$`);
        expect(fraction).toMatch(wanted);
      }),
    );
  });

  it('has one shortest form', () => {
    expect(shortestDecimal(money('100.00', 'USD'))).toBe('100');
    expect(shortestDecimal(money('10', 'TWD'))).toBe('10');
    expect(shortestDecimal(money('124.6800', 'USDT', 'TRON'))).toBe('124.68');
    expect(shortestDecimal(money('0.00', 'USD'))).toBe('0');
  });
});

describe('adding amounts', () => {
  it('takes back by subtraction whatever was added, and orders as the numbers do', () => {
    const pairs = fc
      .tuple(anyMoney, fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }))
      .map(([a, minor]) => [a, { ...a, minor }] as const);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(Math.sign(compare(a, b))).toBe(a.minor === b.minor ? 0 : a.minor < b.minor ? -1 : 1);
        expect(add(least(a, b), greatest(a, b))).toEqual(add(a, b));
        expect(add(a, zero(a))).toEqual(a);
      }),
    );
  });

  it('refuses to mix currencies, and the same token on two chains', () => {
    const onTron = money('1', 'USDT', 'TRON');
    expect(() => add(money('1', 'USD'), money('1', 'EUR'))).toThrow(RangeError);
    expect(() => compare(onTron, money('1', 'USDT', 'ETHEREUM'))).toThrow(RangeError);
  });
});
