import { describe, expect, it } from 'vitest';
import { currencies } from '../../src/domain/money/currencies.ts';
import {
  add,
  minorIn,
  money,
  parseMoney,
  printMoney,
  sameCurrency,
  statedMoney,
  toDecimal,
  unitOf,
  zero,
} from '../../src/domain/money.ts';
import type { Money } from '../../src/domain/money.ts';
import { decode, encode } from '../../src/store/json.ts';

const fiat = [...currencies.values()].filter(({ kind }) => kind === 'fiat');
const codes = (text: string): string[] => text.split(' ');

/** Of the Unicode consortium, which leaves out minor units that nobody uses any more. */
const commonDecimals = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? -1;

describe('the currencies of ISO 4217', () => {
  it('are all known, but for those that are no money or have ended', () => {
    const known = new Set(fiat.map(({ code }) => code));
    const leftOut = Intl.supportedValuesOf('currency').filter((code) => !known.has(code));
    // Accounting units (XDR, XSU), and currencies that were replaced.
    expect(leftOut).toEqual(codes('CUC HRK SLL XDR XSU ZWL'));
    expect(fiat.every(({ code }) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(fiat).toHaveLength(167);
  });

  it('have the decimals of the standard, also where they are not in use, and TWD has none', () => {
    const different = fiat.filter(({ code, decimals }) => decimals !== commonDecimals(code));
    const { TWD, ...others } = Object.fromEntries(
      different.map(({ code, decimals }) => [code, [decimals, commonDecimals(code)]]),
    );
    expect(TWD).toEqual([0, 2]);
    expect(Object.keys(others).toSorted()).toEqual(
      codes('AFN ALL CLF COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SOS SYP UYI UYW YER').filter(
        (code) => commonDecimals(code) !== currencies.get(code)?.decimals,
      ),
    );
    expect(currencies.get('UYI')?.decimals).toBe(0);
    expect(currencies.get('UYW')?.decimals).toBe(4);
    expect(currencies.get('CLF')?.decimals).toBe(4);
  });

  it.each([
    ['AUD', '12.34', 1_234n, 2],
    ['BHD', '1.234', 1_234n, 3],
    ['ISK', '300', 300n, 0],
    ['CLF', '0.0001', 1n, 4],
  ])('%s: %s is read, added up and printed exactly', (code, text, minor, decimals) => {
    const amount = money(text, code);
    expect(amount).toEqual({ minor, currency: code, network: null, decimals });
    expect(statedMoney(text, code)).toEqual(amount);
    expect(toDecimal(add(amount, zero(amount)))).toBe(text);
    expect(minorIn(minor, unitOf(amount))).toEqual(amount);
    expect(parseMoney(`${text}${decimals === 0 ? '.' : ''}1`, code, null)).toBe(
      'TOO_MANY_DECIMALS',
    );
  });
});

describe('stored money', () => {
  /** As a version stored it that did not know the currency: with 18 decimals. */
  const before = '{"minor":"12340000000000000000","currency":"AUD","network":null}';

  it('of a currency that was not known then is what it was', () => {
    const stored = decode<Money>(before);
    expect(toDecimal(stored)).toBe('12.340000000000000000');
    expect(printMoney(stored)).toBe('12.34 AUD');
    expect(encode(stored)).toBe(before);
  });

  it('of before does not add up with money of now, whose decimals are stored with it', () => {
    const now = decode<Money>(encode(money('12.34', 'AUD')));
    expect(now).toEqual(money('12.34', 'AUD'));
    expect(sameCurrency(decode<Money>(before), now)).toBe(false);
  });

  it('of the first currencies is written as ever', () => {
    for (const code of ['USD', 'TWD', 'KWD', 'IDR']) {
      expect(Object.keys(money('1', code))).toEqual(['minor', 'currency', 'network']);
    }
    expect(encode(money('1', 'USDT', 'TRON'))).toBe(
      '{"minor":"1000000","currency":"USDT","network":"TRON"}',
    );
  });

  it('of a currency that is not known has 18 decimals', () => {
    expect(statedMoney('1.5', 'XBT')).toEqual({
      minor: 1_500_000_000_000_000_000n,
      currency: 'XBT',
      network: null,
    });
  });
});
