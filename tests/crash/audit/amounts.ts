/** Exact, whatever the number of zeros at the end. */
export function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(18, '0'));
}

export const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : scaled(a) === scaled(b);
