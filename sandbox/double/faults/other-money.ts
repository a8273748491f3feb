import type { Faults } from './faults.ts';

/** How an answer is changed to state other money. */
export interface OtherMoney {
  /** Each currency, and the one in its place. */
  currencies: Readonly<Record<string, string>>;
  /** The members that hold an amount. */
  amounts: readonly string[];
}

const usual: OtherMoney = {
  currencies: { USDT: 'USDC', USDC: 'USDT', WUSD: 'USDC', INR: 'BRL', BRL: 'INR' },
  amounts: ['amount', 'orderAmount', 'payAmount', 'refundAmount'],
};

/** The body with another currency. Unchanged where it has none of these. */
export function inOtherCurrency(body: string, { currencies }: OtherMoney = usual): string {
  const codes = new RegExp(Object.keys(currencies).join('|'), 'g');
  return body.replace(codes, (code) => currencies[code] ?? code);
}

/** The body with the smallest amount, in the format of the original amount. */
export function inOtherAmount(body: string, { amounts }: OtherMoney = usual): string {
  const member = new RegExp(`"(${amounts.join('|')})":("?)([\\d.]+)`, 'g');
  return body.replace(
    member,
    (_, name: string, quote: string, amount: string) =>
      `"${name}":${quote}${amount.includes('.') ? '0.01' : '1'}`,
  );
}

/** The answer, changed where one of these faults is armed. */
export function withOtherMoney<Operation extends string>(
  faults: Faults<Operation>,
  operation: Operation,
  body: string,
  otherMoney: OtherMoney = usual,
): string {
  if (faults.takes('other-currency', operation)) return inOtherCurrency(body, otherMoney);
  return faults.takes('other-amount', operation) ? inOtherAmount(body, otherMoney) : body;
}
