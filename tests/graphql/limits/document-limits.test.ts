import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getIntrospectionQuery, Kind, print } from 'graphql';
import type { DocumentNode, GraphQLError } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { costs } from '../../../src/graphql/costs.ts';
import { createCosts } from '../../../src/graphql/limits/cost.ts';
import { defaultLimits } from '../../../src/graphql/limits/limit.ts';
import { schema } from '../../support/schema.ts';
import { createDocuments } from '../../../src/graphql/transports/documents.ts';
import { createRefusalCache } from '../../../src/graphql/transports/refusal-cache.ts';
import { methodTabs } from '../../../src/http/graphiql/method-tabs.ts';
import { supportTabs } from '../../../src/http/graphiql/support-tabs.ts';
import { graphiqlTabs } from '../../../src/http/graphiql/tabs.ts';
import * as sent from '../../support/documents.ts';

const root = join(import.meta.dirname, '../../..');
const documents = createDocuments(schema, defaultLimits);
const costOf = createCosts(schema, costs);

function opened(source: string): DocumentNode {
  const document = documents.open(source);
  if ('kind' in document) return document;
  throw document[0] ?? new Error('no reason');
}

function refusalOf(source: string): GraphQLError['extensions'] {
  const document = documents.open(source);
  if ('kind' in document) throw new Error('It was let through');
  return document[0]?.extensions ?? {};
}

async function cost(source: string, variables: Record<string, unknown> = {}): Promise<number> {
  const document = opened(source);
  expect(await documents.validate(document, false)).toEqual([]);
  const all = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? costOf.of(document, definition, variables) : [],
  );
  return Math.max(...all);
}

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

const examples = [
  ...Object.entries(sent).flatMap(([name, document]) =>
    'kind' in document ? [[name, print(document)] as const] : [],
  ),
  ...['README.md', ...globSync('docs/**/*.md', { cwd: root })].flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)].map(
      ([, text = '']) => [page, text] as const,
    ),
  ),
  ...[...graphiqlTabs, ...methodTabs, ...supportTabs].map(
    ({ query }, index) => [`tab ${index}`, query] as const,
  ),
];

describe('Honest documents', () => {
  it.each(examples)('are accepted with %s', (_name, source) => {
    const document = opened(source);
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      expect(costOf.of(document, operation, null)).toBeLessThan(defaultLimits.cost / 5);
    }
  });

  it.each([
    ['usual', {}],
    ['fullest', { specifiedByUrl: true, schemaDescription: true, oneOf: true, typeDepth: 20 }],
  ])('are accepted with the %s introspection', async (_name, options) => {
    const source = getIntrospectionQuery({
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      ...options,
    });
    expect(await cost(source)).toBeLessThanOrEqual(defaultLimits.cost);
  });
});

const chained = times(30, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);

describe('A document is refused before it is validated', () => {
  it.each([
    ['16 levels', `{ ${'a { '.repeat(15)} a ${'}'.repeat(16)}`, 'depth', 16],
    [
      '16 levels by way of fragments',
      `{ a { ...A } } fragment A on T { ${'a { '.repeat(14)} a ${'}'.repeat(15)}`,
      'depth',
      16,
    ],
    ['51 aliases', `{ ${times(51, (n) => `a${n}: __typename`)} }`, 'aliases', 51],
    [
      '2^30 aliases by way of fragments',
      `{ ...F0 } ${chained} fragment F30 on Query { a: __typename }`,
      'aliases',
      2 ** 30,
    ],
    ['51 directives', `{ __typename ${'@skip(if: false) '.repeat(51)} }`, 'directives', 51],
    [
      '60 directives by way of a fragment',
      `{ ${'...A '.repeat(6)} } fragment A on Query { __typename ${'@a '.repeat(10)} }`,
      'directives',
      60,
    ],
    ['5,001 tokens', `{ ${'a '.repeat(4999)} }`, 'tokens', undefined],
    ['5,001 comments', `{ a } ${'#\n'.repeat(5001)}`, 'tokens', undefined],
    ['5,001 lines', `{ a ${'\n'.repeat(5001)} }`, 'tokens', undefined],
    ['2,000 levels of selections', '{ a '.repeat(2000), 'nesting', undefined],
    ['4,000 levels of values', `{ a(b: ${'['.repeat(4000)}`, 'nesting', undefined],
    [
      '200 levels of fragments',
      `{ ...F0 } ${times(150, (n) => `fragment F${n} on Query { ... { ...F${n + 1} } }`)}
       fragment F150 on Query { __typename }`,
      'nesting',
      302,
    ],
    ['201 definitions', times(201, (n) => `query q${n} { a }`), 'definitions', 201],
    ['one field 4,000 times', `{ ${'a '.repeat(4000)} }`, 'comparisons', undefined],
    [
      'fields that are merged with each other',
      `{ ${'a { b { c } } '.repeat(101)} }`,
      'comparisons',
      undefined,
    ],
    [
      'fragments that are compared with each other',
      `{ ${times(150, (n) => `...F${n}`)} } ${times(150, (n) => `fragment F${n} on T { f${n} }`)}`,
      'comparisons',
      undefined,
    ],
  ])('with %s', (_name, source, limit, actual) => {
    expect(refusalOf(source)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit,
      ...(actual !== undefined && { actual }),
    });
  });

  it.each([
    ['at once', '{ ...A } fragment A on Query { ...A }'],
    ['by way of others', `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`],
    ['without being used', '{ a } fragment A on Query { b { ...B } } fragment B on Q { ...A }'],
  ])('with a fragment that spreads itself %s', (_name, source) => {
    expect(refusalOf(source)).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  it('and again without being read', async () => {
    const source = `{ ${'a { '.repeat(15)} a ${'}'.repeat(16)}`;
    expect(documents.open(source)).toBe(documents.open(source));
    const invalid = opened('{ nonsense }');
    expect(await documents.validate(invalid, true)).toBe(await documents.validate(invalid, true));
  });
});

const wrong = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');
const unknownFields = (count: number): string =>
  `{ order(id: "1") { ${wrong(count, (n) => `providerOrder${n}`)} } }`;

describe('The errors of a document', () => {
  it('are all reported at once, with suggestions', async () => {
    const errors = await documents.validate(opened(unknownFields(20)), false);
    expect(errors).toHaveLength(20);
    for (const { message } of errors) expect(message).toContain('Did you mean "providerOrderId"');
  });

  it.each([
    ['fields', unknownFields(2400)],
    ['members', `{ orders(filter: { ${wrong(1200, (n) => `status${n}: 1`)} }) { nodes { id } } }`],
    [
      'values',
      `{ orders(filter: { statuses: [${wrong(3000, (n) => `PAID${n}`)}] }) { __typename } }`,
    ],
    ['arguments', `{ orders(${wrong(1200, (n) => `first${n}: 1`)}) { nodes { id } } }`],
    ['variables', `query (${wrong(1200, (n) => `$variable${n}: Int`)}) { viewer { id } }`],
  ])(
    'are reported for a long document with wrong %s in a few of its fields',
    async (_what, source) => {
      const errors = await documents.validate(opened(source), false);
      expect(errors.length * source.length).toBeLessThan(150_000);
    },
  );

  it('are found in a long document without reading all of it', async () => {
    const document = opened(unknownFields(2401));
    const getField = vi.spyOn(schema, 'getField');
    await documents.validate(document, false);
    expect(getField.mock.calls.length).toBeLessThan(100);
    getField.mockRestore();
  });

  it('are searched for in steps between which other work runs', async () => {
    const document = opened('query Steps { viewer { id } }');
    let loopTurns = 0;
    let next = setImmediate(function countTurn() {
      loopTurns += 1;
      next = setImmediate(countTurn);
    });
    expect(await documents.validate(document, false)).toEqual([]);
    clearImmediate(next);
    expect(loopTurns).toBeGreaterThanOrEqual(2);
  });
});

it('remembers refusals within its bytes and forgets the oldest first', () => {
  const refusals = createRefusalCache(20_000);
  const [error] = documents.open('{') as readonly GraphQLError[];
  if (!error) throw new Error('It was let through');
  for (let n = 0; n < 100; n += 1) refusals.store(`${n}${'x'.repeat(500)}`, [error]);
  refusals.store('x'.repeat(5000), [error]);
  expect(refusals.get(`0${'x'.repeat(500)}`)).toBeUndefined();
  expect(refusals.get('x'.repeat(5000))).toBeUndefined();
  expect(refusals.get(`99${'x'.repeat(500)}`)).toHaveLength(1);
});

describe('The cost of a document', () => {
  const list = '{ orders { nodes { id amount { amount } } } }';
  it.each<[string, string, Record<string, unknown>, number]>([
    ['a scalar', '{ __typename }', {}, 0],
    ['an object', '{ order(id: "ord_1") { id amount { amount } } }', {}, 1],
    ['a page of the usual length', list, {}, 21],
    ['a page of a given length', list.replace('orders', 'orders(first: 3)'), {}, 4],
    [
      'a page within a page',
      '{ orders(first: 10) { edges { node { events(first: 20) { nodes { id } } } } } }',
      {},
      1 + 10 * (1 + 1 + 20),
    ],
    [
      'a page by a variable',
      'query ($n: Int) { orders(first: $n) { nodes { id } pageInfo { endCursor } } }',
      { n: 7 },
      8,
    ],
    [
      'a page by a variable that is left out',
      'query ($n: Int = 9) { orders(first: $n) { nodes { id } } }',
      {},
      10,
    ],
    [
      'a page by a variable that is null',
      'query ($n: Int) { orders(first: $n) { nodes { id } } }',
      { n: null },
      21,
    ],
    [
      'a page below nothing',
      'query ($n: Int) { orders(first: $n) { nodes { id } } }',
      { n: -5 },
      101,
    ],
    [
      'a page beyond all',
      'query ($n: Int) { orders(first: $n) { nodes { id } } }',
      { n: 1e9 },
      101,
    ],
    ['no number', 'query ($n: Int) { orders(first: $n) { nodes { id } } }', { n: { a: 1 } }, 101],
    ['a list', '{ providers { name } }', {}, 5],
    [
      'a page that a fragment selects from',
      '{ orders(first: 10) { ...Page } } fragment Page on OrderConnection { nodes { ...O ...O } } ' +
        'fragment O on Order { account { id } }',
      {},
      1 + 10 * (1 + 2),
    ],
    ['a call to a provider', 'mutation { refreshOrder(id: "ord_1") { __typename } }', {}, 51],
  ])('is counted with %s', async (_name, source, variables, expected) => {
    expect(await cost(source, variables)).toBe(expected);
  });

  it('grows without bound, and without time, with fragments', async () => {
    const nested = times(
      4,
      (n) => `fragment F${n} on Order { refunds(first: 100) { nodes { order { ...F${n + 1} } } } }`,
    );
    const source = `{ order(id: "ord_1") { ...F0 } } ${nested} fragment F4 on Order { id }`;
    expect(await cost(source)).toBeGreaterThan(100 ** 4);
  });
});
