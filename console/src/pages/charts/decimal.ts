const decimals = 18;

/** The exact sum of two decimals: never a float. Both have at most 18 decimals, and none is negative. */
export function sumOf(a: string, b: string): string {
  const sum = scaled(a) + scaled(b);
  const digits = sum.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return digits.slice(0, -decimals) + (fraction === '' ? '' : `.${fraction}`);
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
