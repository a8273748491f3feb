import type { TestApp } from '../../support/app.ts';
import type { Document } from '../../support/operations.ts';

/** A field, its value (undefined: omitted), and the path that the answer must name. */
export type Row = [field: string, value: unknown, at?: string];

export const long = (length: number) => 'x'.repeat(length);
const digits = '9'.repeat(30);

/** Values that no text field accepts. */
export const badTexts = (field: string, longest: number): Row[] => [
  [field, ''],
  [field, '   '],
  [field, '\u00a0\u2003'],
  [field, long(longest + 1)],
  [field, 'a\u0000b'],
  [field, 'a\nb'],
  [field, 'a\u007fb'],
  [field, 'a\u0085b'],
  [field, 'a\ud800b'],
];
/** Values that are not text. */
export const noTexts = (field: string): Row[] =>
  [5, true, ['a'], { a: 1 }].map((value): Row => [field, value]);
export const badKeys: Row[] = [
  ['idempotencyKey', ''],
  ['idempotencyKey', '1234567'],
  ['idempotencyKey', long(256)],
  ['idempotencyKey', 'schlüssel'],
  ['idempotencyKey', '12345678\n'],
  ['idempotencyKey', 'a\tbcdefgh'],
];
export const noKeys: Row[] = [undefined, null, 1.5, true, ['12345678'], {}].map((value): Row => [
  'idempotencyKey',
  value,
]);
export const badAmounts: Row[] = [
  ['amount.amount', '0'],
  ['amount.amount', '0.00'],
  ['amount.amount', '-0'],
  ['amount.amount', '-1'],
  ['amount.amount', digits],
  ['amount.amount', '1000000000000'],
  ['amount.currency', 'XXX'],
];
const noDecimals = [
  undefined,
  null,
  100,
  100.5,
  true,
  '',
  ' ',
  ' 1',
  '1 ',
  '1e3',
  '1E3',
  '+1',
  '01',
];
const noDecimalsEither = ['.5', '5.', '1,00', '1_000', '0x10', 'NaN', 'Infinity', '١', '1.0.0'];
const tooLong = [long(61), '9'.repeat(61)];
export const noAmounts = [...noDecimals, ...noDecimalsEither, ...tooLong].map((value): Row => [
  'amount.amount',
  value,
]);
export const noCurrencies: Row[] = [undefined, null, 5, '', 'usd', 'US', 'US D', long(9)].map(
  (value): Row => ['amount.currency', value],
);

export interface Targets {
  order: string;
  payment: string;
  paid: string;
}

export interface Case {
  mutation: string;
  document: Document;
  input: (testApp: TestApp, targets: Targets) => object;
  /** The right shape, but wrong: ValidationError. */
  wrong: Row[];
  /** The wrong shape: BAD_USER_INPUT. */
  shapeless: Row[];
  /** Otherwise with a key of the merchant. */
  asAdministrator?: true;
}
