import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costs } from '../../src/graphql/costs.ts';
import { createCosts } from '../../src/graphql/limits/cost.ts';
import { defaultLimits } from '../../src/graphql/limits/limit.ts';
import {
  MAX_RESPONSE_BYTES,
  MAX_RESPONSE_EVIDENCE,
} from '../../src/graphql/limits/response-budget.ts';
import { schema } from '../support/schema.ts';
import type { Tx } from '../../src/store/sql.ts';
import { getNamedType, isListType, getNullableType, isObjectType, Kind, parse } from 'graphql';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { padded } from '../support/own-database.ts';
import { created } from '../support/operations.ts';

const many = 150;
/** The largest size at which one call is stored. */
const large = 64 * 1024;

/** Copies a row again and again, with columns by SQL in which `n` counts up. */
async function multiply(
  tx: Tx,
  table: string,
  where: string,
  columns: Record<string, string>,
  times = many,
): Promise<void> {
  const row = await tx.get<object>(`select * from ${table} where ${where} limit 1`);
  if (row === undefined) throw new Error(`nothing in ${table} where ${where}`);
  const names = Object.keys(row);
  const values = names.map((name) => columns[name] ?? `one.${name}`).join(', ');
  await tx.run(`insert into ${table} (${names.join(', ')})
    with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${times})
    select ${values} from counted, (select * from ${table} where ${where} limit 1) one`);
}

const id = (prefix: string): string => `'${prefix}_7ZZ' || ${padded('n', 23)}`;

async function fill({ app }: TestApp, order: string, delivery: string): Promise<void> {
  await app.deps.queue.commit(async (tx) => {
    const body = `'${'x'.repeat(large)}'`;
    const calls = { id: id('cal'), request: body, response: body };
    await multiply(tx, 'provider_calls', `subject_id = '${order}'`, calls);
    const evidence = { id: id('evi'), digest: `n || ''` };
    await multiply(tx, 'evidence', `subject_id = '${order}'`, evidence);
    const events = { id: id('evt'), seq: '100000 + n', delivery_id: `'${delivery}'` };
    await multiply(tx, 'events', `order_id = '${order}'`, events);
    const keys = { id: id('key'), hash: `'hash' || n` };
    await multiply(tx, 'api_keys', '1 = 1', keys);
    await tx.run(`update merchants set last_seq = 200000`);
  });
}

/** Lists of unlimited length: what to select of their items, and how many come without `first`. */
const lists: readonly [name: string, path: string, item: string, usual: number][] = [
  ['providerCalls', 'order(id: $order)', 'id operation', 20],
  ['evidence', 'order(id: $order) { explanation', 'id says', 20],
  ['events', 'node(id: $delivery) { ... on WebhookDelivery', 'id type', 20],
  ['apiKeys', 'viewer', 'id name', 100],
];

export function describePages(): void {
  describe('A12: a list that grows', () => {
    let testApp: TestApp;
    let order = '';
    let delivery = '';
    beforeAll(async () => {
      testApp = await openTestApp();
      order = (await created(testApp, 'W_CHECKOUT')).id;
      delivery = `whd_${order.slice(4)}`;
      await fill(testApp, order, delivery);
      await testApp.app.deps.queue.commit((tx) =>
        tx.run(
          `insert into webhook_deliveries (id, merchant_id, account_id, status, identity, headers, body, received_at)
           values (?, ?, ?, 'APPLIED', 'i', '{}', ?, 1)`,
          delivery,
          testApp.merchantId,
          testApp.accounts.W_CHECKOUT,
          Buffer.of(0),
        ),
      );
    });
    afterAll(() => testApp.close());

    const query = (
      [name, path, item]: (typeof lists)[number],
      first: number | null,
      after: string | null,
    ) => {
      const closed = '}'.repeat(path.split('{').length);
      const query = `query ($order: ID!, $delivery: ID!, $first: Int, $after: ID) {
        a: order(id: $order) { id } b: node(id: $delivery) { id }
        ${path} { ${name}(first: $first, after: $after) { ${item} } ${closed} }`;
      return testApp.post({ query, variables: { order, delivery, first, after } });
    };
    const pageOf = async (
      list: (typeof lists)[number],
      first: number | null,
      after: string | null,
    ) => {
      const { data, errors } = await query(list, first, after);
      expect(errors).toBeUndefined();
      return itemsIn(data, list[0]);
    };

    it.each(lists)(
      'A12: %s has pages of at most 100, and shows each item once',
      async (...list) => {
        expect(await pageOf(list, null, null)).toHaveLength(list[3]);
        const seen: string[] = [];
        for (let after: string | null = null; ;) {
          // oxlint-disable-next-line no-await-in-loop
          const page: { id: string }[] = await pageOf(list, 70, after);
          seen.push(...page.map((one) => one.id));
          if (page.length < 70) break;
          after = page.at(-1)?.id ?? null;
        }
        expect(seen.length).toBeGreaterThanOrEqual(many);
        expect(seen).toEqual([...new Set(seen)].toSorted());
        for (const [first, after] of [
          [101, null],
          [0, null],
          [1, 'nonsense'],
        ] as const) {
          // oxlint-disable-next-line no-await-in-loop
          const refused = await query(list, first, after);
          expect(refused.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
        }
      },
    );

    it('A12: the bodies of one answer are bounded, and are refused before they are read', async () => {
      const page = await testApp.post({ query: callsOf(order, 20) });
      expect(page.errors).toBeUndefined();
      expect(JSON.stringify(page).length).toBeLessThan(MAX_RESPONSE_BYTES);
      const refused = await testApp.post({ query: callsOf(order, 100) });
      expect(refused.errors?.[0]?.extensions).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        limit: 'bodies',
      });
    });

    it('A12: the explanations of one answer are bounded, however often they are selected', async () => {
      const evidence = Math.ceil(MAX_RESPONSE_EVIDENCE / 20) - many;
      await testApp.app.deps.queue.commit((tx) => {
        const columns = { id: `'evi_8ZZ' || ${padded('n', 23)}`, digest: `'more' || n` };
        return multiply(tx, 'evidence', `subject_id = '${order}'`, columns, evidence);
      });
      const query = async (times: number) => testApp.post({ query: explained(order, times) });
      expect((await query(18)).errors).toBeUndefined();
      const { data, errors } = await query(40);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'evidence' });
      expect(Object.values(data ?? {})).toContain(null);
    });

    it('A12: an order with many pieces of evidence is explained as before', async () => {
      const query = `{ order(id: "${order}") { status explanation { subjectStatus decisive { toStatus } } } }`;
      const { data } = await testApp.post({ query });
      const shown = data?.['order'] as { status: string; explanation: object };
      expect(shown.explanation).toMatchObject({ subjectStatus: shown.status });
    });
  });

  describe('A12: the cost of a document', () => {
    const costOf = createCosts(schema, costs);
    const cost = (query: string): number => {
      const document = parse(query);
      const [operation] = document.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      return costOf.of(document, operation, null);
    };

    it('A12: counts the rows of each list by its page, the default too', () => {
      expect(cost('{ order(id: "o") { providerCalls { id } } }')).toBe(1 + 1 + 20);
      expect(cost('{ order(id: "o") { providerCalls(first: 100) { id } } }')).toBe(1 + 1 + 100);
      expect(cost('{ events { nodes { id } } }')).toBe(1 + 50);
      const wide = '{ orders(first: 100) { nodes { providerCalls(first: 100) { id } } } }';
      expect(cost(wide)).toBe(1 + 100 * (1 + 1 + 100));
      const wider = wide.replace('{ id }', '{ id } refunds(first: 100) { nodes { id } }');
      expect(cost(wider)).toBeGreaterThan(defaultLimits.cost);
    });

    it('A12: every list has pages, unless its items are in one row, fixed, or counted in the cost', () => {
      const unpaged = Object.values(schema.getTypeMap()).flatMap((type) =>
        !isObjectType(type) || type.name.startsWith('__')
          ? []
          : Object.values(type.getFields())
              .filter((field) => isListType(getNullableType(field.type)))
              .filter((field) => isObjectType(getNamedType(field.type)))
              .filter((field) => !field.args.some(({ name }) => name === 'first'))
              .map((field) => `${type.name}.${field.name}`),
      );
      const others = unpaged.filter((name) => !/Connection\.(?:edges|nodes)$/.test(name));
      expect(others.toSorted()).toEqual([
        'Order.chargebacks',
        'Order.fees',
        'Order.metadata',
        'PaymentLink.metadata',
        'ProviderAccount.balances',
        'ProviderCapabilities.requiredInputs',
        'Query.providers',
        'Reconciliation.findings',
        'SignatureExplanation.causes',
        'SignatureExplanation.parts',
        'ValidationError.issues',
        'WebhookDelivery.headers',
      ]);
    });
  });
}

const explained = (order: string, times: number): string => {
  const once = (n: number) =>
    `a${n}: order(id: "${order}") { explanation { subjectStatus decisive { id } } }`;
  return `{ ${Array.from({ length: times }, (_, n) => once(n)).join(' ')} }`;
};

const callsOf = (order: string, first: number): string =>
  `{ order(id: "${order}") { providerCalls(first: ${first}) { request response } } }`;

function itemsIn(data: unknown, name: string): { id: string }[] {
  if (typeof data !== 'object' || data === null) return [];
  for (const [key, value] of Object.entries(data)) {
    const found = key === name ? (value as { id: string }[]) : itemsIn(value, name);
    if (found.length > 0) return found;
  }
  return [];
}
