import type { Faults } from './faults.ts';

const others: Readonly<Record<string, string>> = {
  USDT: 'USDC',
  USDC: 'USDT',
  WUSD: 'USDC',
  INR: 'BRL',
  BRL: 'INR',
};

/** The same words about the same amount, in another currency; unchanged where they name none. */
export const inOtherCurrency = (body: string): string =>
  body.replace(/USDT|USDC|WUSD|INR|BRL/g, (code) => others[code] ?? code);

/** The same words about next to nothing, in the form in which the amount was there. */
export const inOtherAmount = (body: string): string =>
  body.replace(
    /"(amount|orderAmount|payAmount|refundAmount)":("?)([\d.]+)/g,
    (_, name: string, quote: string, amount: string) =>
      `"${name}":${quote}${amount.includes('.') ? '0.01' : '1'}`,
  );

/** An answer as it is given where one of these faults is armed. */
export function withOtherMoney<Operation extends string>(
  faults: Faults<Operation>,
  operation: Operation,
  body: string,
): string {
  if (faults.takes('other-currency', operation)) return inOtherCurrency(body);
  return faults.takes('other-amount', operation) ? inOtherAmount(body) : body;
}
