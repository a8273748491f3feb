import { graphqlPost } from '../wire/http.ts';
import { isRefusal, keyOf, query } from './attack.ts';
import type { Attack } from './attack.ts';

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** `open` so many times, each of its braces closed again. */
function nested(levels: number, open: string, inner: string): string {
  const braces = open.split('{').length - 1;
  return open.repeat(levels) + inner + '}'.repeat(levels * braces);
}

const document = (text: string) => () => ({ query: text });

/** Each fragment spreads the next one twice. */
const bomb = (levels: number): string =>
  `{ viewer { ...F0 } } ${times(levels, (at) => `fragment F${at} on Merchant { a${at}: id ...F${at + 1} ...F${at + 1} }`)} fragment F${levels} on Merchant { id }`;

const unknownFields = times(2_400, (at) => `providerOrder${at}\n`);
const unknownMembers = times(1_200, (at) => `status${at}: 1\n`);

const eventsOf = (inner: string): string =>
  `events(first: 25) { nodes { id type subject { ... on Order { id status ${inner} } } } }`;

/** Within every limit, and as costly as possible. Too much of it at once is refused. */
const costly: Attack = {
  group: 'documents',
  name: 'costly, allowed',
  by: ['client token'],
  atOnce: 32,
  async strike(target) {
    const id = target.testbed.accounts[0]?.order.id ?? '';
    const cycle = eventsOf(eventsOf(''));
    const text = `{ order(id: "${id}") { ${times(12, (at) => `a${at}: ${cycle}`)} } }`;
    const answer = await target.http.send(graphqlPost(keyOf(target), { query: text }));
    const isServed = answer.status === 200 && answer.body.startsWith('{"data":{"order":{');
    return isServed ? null : isRefusal(answer, { statuses: [200], codes: ['TOO_MANY_OPERATIONS'] });
  },
};

const inTypes = 'fields { type { ';
const cyclicSelection = 'refunds(first: 100) { nodes { order { ';

export const documents: readonly Attack[] = [
  query('deep', document(`{ orders { nodes { ${nested(40, cyclicSelection, 'id')} } } }`)),
  query('deep, beyond the parser', document(`{ ${nested(20_000, 'a{', 'a')} }`)),
  query('wide', document(`{ viewer { ${'id '.repeat(60_000)}} }`)),
  query('aliased', document(`{ ${times(1_000, (at) => `a${at}: viewer { id }`)} }`)),
  query('directives', document(`{ viewer { id ${'@include(if: true) '.repeat(600)} } }`)),
  query('directives, unknown', document(`{ viewer { id ${times(1_500, (at) => `@d${at}`)} } }`)),
  query(
    'unknown fields',
    ({ number }) => ({ query: `{ order(id: "1") { a${number} ${unknownFields} } }` }),
    { fresh: true },
  ),
  query(
    'unknown members',
    ({ number }) => ({
      query: `{ orders(filter: { a${number}: 1 ${unknownMembers} }) { nodes { id } } }`,
    }),
    { fresh: true },
  ),
  query('circular fragments', document('{ viewer { ...A } } fragment A on Merchant { id ...A }')),
  query(
    'circular fragments, indirect',
    document(
      `{ viewer { ...F0 } } ${times(400, (at) => `fragment F${at} on Merchant { id ...F${(at + 1) % 400} }`)}`,
    ),
  ),
  query(
    'circular fragments, unused',
    document('{ viewer { id } } fragment A on Merchant { ...B } fragment B on Merchant { ...A }'),
  ),
  query('fragment bomb', document(bomb(40))),
  query('many operations', document(times(1_200, (at) => `query Q${at} { viewer { id } }`))),
  query('token flood', document('{ '.repeat(120_000))),
  query('comment and comma flood', document(`{ viewer { id ${',#\n'.repeat(60_000)}`)),
  query(
    'overlapping fields',
    document(`{ orders { ${'nodes { id amount { amount } } '.repeat(450)} } }`),
  ),
  query(
    'overlapping fragments',
    document(
      `{ viewer { ${times(190, (at) => `...F${at}`)} } } ${times(190, (at) => `fragment F${at} on Merchant { id name id name id name }`)}`,
    ),
  ),
  query(
    'costly connections',
    document(
      `{ orders(first: 100) { nodes { refunds(first: 100) { nodes { order { events(first: 100) { nodes { id } } refunds(first: 100) { nodes { id } } } } } } } }`,
    ),
  ),
  query('costly, by variables', () => ({
    query:
      'query($n: Int) { orders(first: $n) { nodes { refunds(first: $n) { nodes { order { refunds(first: $n) { nodes { id } } } } } } } }',
    variables: { n: 100 },
  })),
  costly,
  query(
    'deep literals',
    document(
      `{ orders(filter: { statuses: ${'['.repeat(2_000)}${']'.repeat(2_000)} }) { nodes { id } } }`,
    ),
  ),
  query(
    'deep object literals',
    document(`{ orders(filter: ${'{ a: '.repeat(1_500)}1${' }'.repeat(1_500)}) { nodes { id } } }`),
  ),
  query('huge numbers', document(`{ orders(first: ${'9'.repeat(200_000)}) { nodes { id } } }`)),
  query('huge strings', document(`{ orders(first: "${'a'.repeat(200_000)}") { nodes { id } } }`)),
  query(
    'introspection',
    document('{ __schema { types { name fields { name type { name } } } } }'),
    {
      by: ['nobody', 'wrong key', 'client token'],
    },
  ),
  query(
    'introspection in rings',
    document(`{ __schema { types { ${nested(7, inTypes, 'name')} } } }`),
  ),
];
