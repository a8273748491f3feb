/** An exact decimal, `units / 10^scale`, without trailing zeros in its fraction. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

export function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value && 'scale' in value;
}

// Without a limit, an exponent such as 1e999999999 becomes a bigint that fills the memory.
const MAX_EXPONENT = 64;
const MAX_LENGTH = 80;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Parses a JSON number lexeme or a plain decimal. Null for anything else, and beyond the limits above. */
export function parseDecimal(text: string): Decimal | null {
  const match = text.length > MAX_LENGTH ? null : NUMBER.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPONENT) return null;
  const digits = BigInt(sign + whole + fraction);
  const scale = fraction.length - exponent;
  return scale < 0 ? normalise(digits * 10n ** BigInt(-scale), 0) : normalise(digits, scale);
}

/** Parses a decimal that is known to be well formed, such as a constant. Throws a RangeError otherwise. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return normalise(unitsAt(a, scale) + unitsAt(b, scale), scale);
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { units: -b.units, scale: b.scale });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return normalise(a.units * b.units, a.scale + b.scale);
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** In units of the last of `places` decimals: cents for 2. Throws a RangeError where digits would be lost. */
export function minorUnits(value: Decimal, places: number): bigint {
  if (value.scale > places) throw new RangeError(`${toText(value)} has too many decimals`);
  return unitsAt(value, places);
}

export function ofMinorUnits(units: bigint, places: number): Decimal {
  return normalise(units, places);
}

/** Negative, zero or positive, as for sorting. */
export function compare(a: Decimal, b: Decimal): number {
  const difference = subtract(a, b).units;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** Rounds to `places` decimals, with halves away from zero. */
export function roundHalfUp(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value;
  const divisor = 10n ** BigInt(value.scale - places);
  const half = value.units < 0n ? -divisor / 2n : divisor / 2n;
  return normalise((value.units + half) / divisor, places);
}

/** Plain digits, at least `minPlaces` after the point: `0` → `"0.00"` for 2. */
export function toText(value: Decimal, minPlaces = 0): string {
  const scale = Math.max(value.scale, minPlaces);
  const sign = value.units < 0n ? '-' : '';
  const units = unitsAt(value, scale);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

function normalise(units: bigint, scale: number): Decimal {
  let [reduced, places] = [units, scale];
  while (places > 0 && reduced % 10n === 0n) {
    reduced /= 10n;
    places -= 1;
  }
  return { units: reduced, scale: places };
}
