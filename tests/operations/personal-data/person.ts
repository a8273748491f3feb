import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
import { onPostgres } from '../../support/own-database.ts';

/** Conspicuous: none of these texts is a part of anything else. */
export const wilhelmina = {
  firstName: 'Wilhelmina',
  lastName: 'Quackenbush',
  email: 'Wilhelmina.Q@conspicuous.test',
  phone: '+5511987650123',
  document: '12345678901',
  ipAddress: '203.0.113.77',
  postcode: 'SW97 5QX',
  address: 'Elm Street 1428, Springwood',
};
const texts = [...Object.values(wilhelmina), '5511987650123'];

export function inputOf(testApp: TestApp, customer: object, more: object = {}) {
  return {
    idempotencyKey: newKey(),
    reference: 'basket of 1428',
    amount: { amount: '123.45', currency: 'BRL' },
    method: { pix: { presentation: 'QR_CODE' as const } },
    account: testApp.accounts.NEXAPAY,
    metadata: [{ key: 'cart', value: 'purple umbrella' }],
    customer,
    ...more,
  };
}

/** The id of the order. */
export async function createdBy(testApp: TestApp, input: object): Promise<string> {
  const made = await mutate(testApp, documents.createOrder, { input });
  expect(made).toMatchObject({ __typename: 'CreateOrderSuccess' });
  return made.order?.id ?? '';
}

export const erasure = (input: object) => ({
  idempotencyKey: newKey(),
  note: 'by request',
  ...input,
});
export const eraseWith = (testApp: TestApp, input: object) =>
  mutate(testApp, documents.eraseCustomer, { input: erasure(input) });

async function idsOf(testApp: TestApp, query: string, variables: object): Promise<string[]> {
  const { data, errors } = await testApp.post({ query, variables });
  expect(errors).toBeUndefined();
  return JSON.stringify(data).match(/ord_[0-9A-Z]{26}/g) ?? [];
}
export const searchIn = (testApp: TestApp, text: string): Promise<string[]> =>
  idsOf(testApp, 'query S($text: String!) { search(text: $text) { ... on Node { id } } }', {
    text,
  });
export const filterIn = (testApp: TestApp, of: object): Promise<string[]> =>
  idsOf(testApp, 'query F($of: OrderFilter) { orders(filter: $of) { nodes { id } } }', { of });

/** All that is stored, as it lies there: the files of SQLite, or all rows of PostgreSQL. */
async function stored({ app, databaseUrl }: TestApp): Promise<string> {
  const { read } = app.deps;
  if (!onPostgres) {
    const file = databaseUrl.replace('sqlite:', '');
    return [file, `${file}-wal`]
      .filter((one) => existsSync(one))
      .map((one) => readFileSync(one, 'latin1'))
      .join('');
  }
  const tables = await read.all<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    for (const row of await read.all<object>(`select * from "${name}"`)) {
      const values = Object.values(row) as unknown[];
      rows.push(
        values
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
          .join(' '),
      );
    }
  }
  return rows.join('\n');
}

/** What of her can be read in the database. */
export async function readableIn(testApp: TestApp): Promise<string[]> {
  const all = (await stored(testApp)).toLowerCase();
  return texts.filter((text) => all.includes(text.toLowerCase()));
}
