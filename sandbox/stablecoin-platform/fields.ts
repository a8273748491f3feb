import {
  decimal,
  decimalField,
  integer,
  invalid,
  list,
  pageOf,
  readFilters,
  text,
  url,
} from '../double/index.ts';
import type { Fields, Filters, Reader } from '../double/index.ts';
import { chainOf, chainOfAddress, isKnownToken } from './assets.ts';
import { singaporeOffsetMs } from './platform.ts';

export const businessNumber = text({
  max: 64,
  pattern: /^[A-Za-z0-9]*$/,
  problem: 'must contain only letters and numbers',
});

export const integerByValue = (min: number, max: number): Reader<number> =>
  integer(min, max, { byValue: true });

export const anyText = text({ min: 0 });

/** A string of 1–64 characters. */
export const identifier = text({ max: 64 });

export const transactionHash = text({
  pattern: /^[0-9A-Za-z]{1,128}$/,
  problem: 'is not a transaction hash',
});

export const knownToken: Reader<string> = (value, path) => {
  const token = anyText(value, path);
  if (!isKnownToken(token)) throw invalid(path, `${token} is not supported`);
  return token;
};

/**
 * USD, a JSON number of 0.01–1000000 with at most two decimals by value
 * (docs/providers/stablecoin-gateway.md#new-orders).
 */
export const orderAmount = decimalField({
  number: true,
  min: decimal('0.01'),
  max: decimal('1000000'),
  places: 2,
});

/**
 * Token units, a JSON number or a decimal string, above 0, at most six decimals
 * (docs/providers/stablecoin-gateway.md#amounts-and-times).
 */
export const tokenAmount = decimalField({
  number: true,
  pattern: /^\d+(\.\d+)?$/,
  positive: true,
  places: 6,
});

export const httpsUrl = url({
  isAllowed: ({ protocol }) => protocol === 'https:',
  problem: 'must be an absolute https URL',
});

/** An address of the token's chain. Of any chain where the token is null. */
export const addressFor =
  (token: string | null): Reader<string> =>
  (value, path) => {
    const address = anyText(value, path);
    const chain = chainOfAddress(address);
    if (chain !== null && (token === null || chain === chainOf(token))) return address;
    throw invalid(path, "is not an address of the token's chain");
  };

export const businessNumbers = list(businessNumber);

/** `yyyy-MM-dd HH:mm:ss` in Singapore, as epoch milliseconds. */
const localTime: Reader<number> = (value, path) => {
  const written = anyText(value, path);
  const iso = `${written.replace(' ', 'T')}.000Z`;
  const isWellFormed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written);
  const utc = isWellFormed ? Date.parse(iso) : Number.NaN;
  // Date parses 30 February as a day in March, so the result is compared with the text.
  if (Number.isNaN(utc) || new Date(utc).toISOString() !== iso) {
    throw invalid(path, 'must be yyyy-MM-dd HH:mm:ss');
  }
  return utc - singaporeOffsetMs;
};

/**
 * Reads filters and paging of a list call (docs/providers/stablecoin-gateway.md#lists), and returns the page of `rows`,
 * which are oldest first.
 */
export function listPage<Row extends { createdAt: number }>(
  fields: Fields,
  rows: Iterable<Row>,
  filters: Filters<Row>,
  view: (row: Row) => object,
): object {
  const pageNo = fields.optional('pageNum', integerByValue(1, Number.MAX_SAFE_INTEGER)) ?? 1;
  const pageSize = fields.optional('pageSize', integerByValue(1, 100)) ?? 20;
  const startTime = fields.optional('startTime', localTime) ?? -Infinity;
  const endTime = fields.optional('endTime', localTime) ?? Infinity;
  const meets = readFilters(fields, filters);
  fields.end();
  const matching = [...rows].filter((row) => {
    // Bounds are whole seconds, and both are inclusive.
    const second = row.createdAt - (row.createdAt % 1000);
    return second >= startTime && second <= endTime && meets(row);
  });
  const records = pageOf(matching.toReversed(), pageNo, pageSize).map(view);
  return { records, total: matching.length, pageSize, pageNo };
}
