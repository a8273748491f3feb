/** Exact decimals with a currency. */
export {
  add,
  compare,
  findCurrency,
  money,
  sameCurrency,
  sameMoney,
  shortestDecimal,
  statedMoney,
  subtract,
  toDecimal,
} from '../../../src/domain/money.ts';
export type { Money, Network, Unit } from '../../../src/domain/money.ts';
export type { Currency } from '../../../src/domain/money/currencies.ts';
