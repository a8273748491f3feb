import { parseMinor } from '../../../src/domain/money.ts';
import { scopes } from '../../../src/domain/principal.ts';
import type { Scope } from '../../../src/domain/principal.ts';
import { storeApiKey } from '../../../src/operations/merchants/merchants.ts';
import type { TestApp } from '../../support/app.ts';

export const kinds = [
  'orders',
  'refunds',
  'settlements',
  'abnormal-payments',
  'movements',
  'events',
] as const;
export type Kind = (typeof kinds)[number];

/** A file as it was sent, with the cursor at which it ends. */
export interface Downloaded {
  text: string;
  cursor: string;
  headers: Headers;
}

export const ask = (
  { url, key }: Pick<TestApp, 'url' | 'key'>,
  path: string,
  init: RequestInit = {},
): Promise<Response> =>
  fetch(new URL(`/exports/${path}`, url), { headers: { authorization: `Bearer ${key}` }, ...init });

/** Fails where it is refused. */
export async function download(
  testApp: Pick<TestApp, 'url' | 'key'>,
  name: string,
  range: { after?: string; to?: string } = {},
): Promise<Downloaded> {
  const query = new URLSearchParams(range).toString();
  const response = await ask(testApp, query === '' ? name : `${name}?${query}`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  const cursor = response.headers.get('x-paygraph-cursor') ?? '';
  return { text, cursor, headers: response.headers };
}

export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file, by a reader of RFC 4180 that knows nothing of what wrote it. */
export function rowsOfCsv(text: string): Row[] {
  const lines: string[][] = [];
  let cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain, end] of text.matchAll(pattern)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    lines.push(cells);
    cells = [];
  }
  const [head = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

export const rowsOfNdjson = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A key of the same merchant with these scopes alone. */
export async function keyWith(
  { app, merchantId }: Pick<TestApp, 'app' | 'merchantId'>,
  only: readonly Scope[] = scopes,
): Promise<string> {
  const secret = `pgk_test_${app.deps.ids.secret()}`;
  const id = app.deps.ids.make('key');
  await storeApiKey(app.deps, { id, merchantId, name: 'some', scopes: only, secret });
  return secret;
}

/** By currency: the sum of the amounts, in minor units of 18 places. */
export function sums(rows: readonly Row[]): Readonly<Record<string, bigint>> {
  const found: Record<string, bigint> = {};
  for (const { amount = '', currency = '', network = '' } of rows) {
    const minor = parseMinor(amount, 18);
    if (typeof minor !== 'bigint') throw new Error(`${amount} is ${minor}`);
    const kind = network === '' ? currency : `${currency} on ${network}`;
    found[kind] = (found[kind] ?? 0n) + minor;
  }
  return found;
}
