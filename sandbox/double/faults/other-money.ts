import type { Faults } from './faults.ts';

const others: Readonly<Record<string, string>> = {
  USDT: 'USDC',
  USDC: 'USDT',
  WUSD: 'USDC',
  INR: 'BRL',
  BRL: 'INR',
};

/** The body with another currency. Unchanged where it has none of these. */
export const inOtherCurrency = (body: string): string =>
  body.replace(/USDT|USDC|WUSD|INR|BRL/g, (code) => others[code] ?? code);

/** The body with the smallest amount, in the format of the original amount. */
export const inOtherAmount = (body: string): string =>
  body.replace(
    /"(amount|orderAmount|payAmount|refundAmount)":("?)([\d.]+)/g,
    (_, name: string, quote: string, amount: string) =>
      `"${name}":${quote}${amount.includes('.') ? '0.01' : '1'}`,
  );

/** The answer, changed where one of these faults is armed. */
export function withOtherMoney<Operation extends string>(
  faults: Faults<Operation>,
  operation: Operation,
  body: string,
): string {
  if (faults.takes('other-currency', operation)) return inOtherCurrency(body);
  return faults.takes('other-amount', operation) ? inOtherAmount(body) : body;
}
