import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphQLError } from 'graphql';
import { UnavailableError } from '../../../src/domain/errors.ts';
import type { CostModel } from '../../../src/graphql/limits/cost.ts';
import { key, startToy } from './toy.ts';
import type { Toy } from './toy.ts';

const costs: CostModel = {
  ofField: (_parent, field) => (field === 'who' ? 60 : 1),
  ofObject: () => 0,
  lengthOf: () => 1,
  isConnection: () => false,
  defaultPageSize: 20,
  maxPageSize: 100,
};

const options = { limits: { depth: 3, cost: 100, operationMs: 50 }, bodyBytes: 200_000 };

const documents: ReadonlyMap<string, string> = new Map([
  ['abc', '{ hello }'],
  [
    'long',
    `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: hello(name: "${'x'.repeat(1000)}")`).join(' ')} }`,
  ],
]);

/** Twice the same server: one answers directly, the other by Yoga. */
let direct: Toy;
let yoga: Toy;
beforeAll(async () => {
  const service = { costs, documentById: (id: string) => documents.get(id) ?? null };
  direct = await startToy(options, {}, service);
  yoga = await startToy({ ...options, engine: 'REFERENCE' }, {}, service);
});
afterAll(() => Promise.all([direct.drain(), yoga.drain()]));

/** The whole answer, except what differs between two requests of any kind. */
async function sent(toy: Toy, body: string | null, headers: Record<string, string>, address = '') {
  const response = await fetch(`${toy.url}/graphql${address}`, {
    method: body === null ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: key, ...headers },
    body,
  });
  const id = response.headers.get('x-request-id') ?? '';
  const answered = Object.fromEntries(response.headers);
  const text = (await response.text()).replaceAll(id, 'its request id');
  const { date: _date, 'x-request-id': _id, 'content-length': _length, ...rest } = answered;
  return { status: response.status, headers: rest, text };
}

const order = 'mutation ($input: OrderInput!) { order(input: $input) }';
const money = { amount: '1.00', currency: 'USD' };
const inputs: readonly unknown[] = [
  { amount: money, method: { card: 'a' } },
  { amount: { ...money, amount: 1 } },
  { amount: { amount: '1' } },
  { amount: money, method: { card: 'a', pix: 'b' } },
  { amount: money, method: {} },
  { amount: money, lines: [money, { ...money, amount: 'x' }] },
  { amount: money, lines: Array.from({ length: 100 }, () => ({ amount: 1 })) },
  { amount: { ...money, cents: 1 } },
  null,
  5,
  [],
];

const params: readonly unknown[] = [
  { query: '{ hello }' },
  { query: '{ hello who }' },
  { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'Ann' } },
  { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'é \u2028 " \ud83d\ude00' } },
  { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 1 } },
  { query: 'query ($n: Int = 1) { hello(length: $n) }', variables: { n: null } },
  { query: 'query ($n: Boolean!) { hello @skip(if: $n) who }', variables: { n: true } },
  { query: 'query A { hello } query B { who }', operationName: 'B' },
  { query: 'query A { hello } query B { who }', operationName: 'C' },
  { query: 'query A { hello } query B { who }' },
  { query: 'query A { hello } query B { who }', operationName: '' },
  { query: 'query A { hello }', operationName: 5 },
  { query: '{ hello', variables: null, extensions: null },
  { query: '' },
  { query: null },
  { query: 5 },
  {},
  { query: '{ helo }' },
  { query: '{ hello(nam: "a") }' },
  { query: '{ hello(length: "a") }' },
  { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' },
  { query: `{ ${'hello '.repeat(5001)} }` },
  { query: '{ __schema { types { fields { type { name } } } } }' },
  { query: '{ who a: who }' },
  { query: '{ a: hello b: hello }', extensions: { cost: true } },
  { query: '{ forbidden hello }' },
  { query: '{ forbidden broken foreign hello }', extensions: { cost: true } },
  { query: '{ broken }' },
  { query: '{ foreign }' },
  { query: '{ nothing }' },
  { query: '{ hello nothing }' },
  { query: '{ slow hello }' },
  { query: 'mutation { slow }' },
  { query: 'subscription { ticks { n } }' },
  ...inputs.map((input) => ({ query: order, variables: { input } })),
  { query: order, variables: [] },
  { query: order, variables: 'x' },
  { query: order, extensions: [] },
  { query: '{ hello }', other: null },
  { query: '{ hello }', other: 1 },
  { documentId: 'abc' },
  { documentId: 'abc', query: '' },
  { documentId: 'abc', query: '{ who }' },
  { documentId: 'long' },
  { documentId: 'nobody' },
  { documentId: 5 },
  { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: 'nobody' } } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: 5 } } },
  [{ query: '{ hello }' }],
  [],
  null,
  'x',
  5,
];

const bodies = [
  ...params.map((one) => JSON.stringify(one)),
  '',
  ' ',
  '{"query":',
  '\ufeff{"query":"{ hello }"}',
  '{"query":"{ hello }"}}',
  '{"__proto__":{},"query":"{ hello }"}',
  '{"query":"{ who }","query":"{ hello }"}',
  `{"query":"{ hello }","variables":${'['.repeat(300)}${']'.repeat(300)}}`,
  JSON.stringify({ query: `{ hello } #${'x'.repeat(200_000)}` }),
];

const accepts = [
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/json, application/graphql-response+json',
  'APPLICATION/JSON',
  'application/*',
  'text/html',
  'multipart/mixed',
  'application/json; charset=latin1',
  'application/json; charset=latin1, application/graphql-response+json; charset=UTF-8',
  'application/graphql+json, application/json;q=0.1, */*',
  'text/html, application/*;q=0.9',
  'multipart/mixed, application/json',
  '*/json',
  ',',
  '',
];

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

/** The parameters of a GET, as they stand in the address. */
const addresses: readonly string[] = [
  '',
  '?',
  '?query=%7Bhello%7D',
  '?query={hello}&extensions={"cost":true}',
  '?query=query+($n:String){hello(name:$n)}&variables={"n":"Ann"}',
  '?query=query+($n:String){hello(name:$n)}&variables={"n":1}',
  '?query=query+A{hello}query+B{who}&operationName=B',
  '?query=query+A{hello}query+B{who}&operationName=C',
  '?query={hello}&operationName=',
  '?query=&documentId=abc',
  '?query={who}&documentId=abc',
  '?documentId=abc',
  '?documentId=long',
  '?documentId=nobody',
  '?documentId=',
  '?extensions={"persistedQuery":{"version":1,"sha256Hash":"abc"}}',
  '?extensions={"persistedQuery":{"version":1,"sha256Hash":"nobody"}}',
  '?query={hello}&variables=null',
  '?query={hello}&variables=',
  '?query={hello}&variables=1',
  '?query={hello}&variables=0',
  '?query={hello}&variables="x"',
  '?query={hello}&variables=[]',
  '?query={hello}&variables={',
  '?query={hello}&extensions=[]',
  '?query={hello}&extensions=false',
  '?query={hello}&other=1',
  '?query={hello}&query={who}',
  '?query={hello}?',
  '?query=%E0%A4%A',
  '?query={helo}',
  '?query={hello',
  '?query={broken}',
  '?query={nothing}',
  '?query={slow}',
  '?query=mutation{slow}',
  '?query=mutation($input:OrderInput!){order(input:$input)}&variables={}',
  '?query=subscription{ticks{n}}',
  '/?query={hello}',
];

describe('The direct answer to a request and the answer of Yoga', () => {
  it.each(addresses)('are the same for a GET of /graphql%s', async (address) => {
    for (const accept of accepts.slice(0, 4)) {
      const headers = { accept };
      const ours = await sent(direct, null, headers, address);
      expect(ours).toEqual(await sent(yoga, null, headers, address));
    }
  });

  it.each(bodies.map((body) => [short(body), body] as const))(
    'are the same for %s',
    async (_name, body) => {
      for (const accept of accepts.slice(0, 3)) {
        const headers = { accept };
        const [ours, theirs] = [await sent(direct, body, headers), await sent(yoga, body, headers)];
        expect(ours).toEqual(theirs);
      }
    },
  );

  it.each(accepts)('are the same for a client that accepts "%s"', async (accept) => {
    for (const query of ['{ hello }', '{ helo }', '{ broken }', 'subscription { ticks { n } }']) {
      const body = JSON.stringify({ query });
      const headers = { accept, 'x-graphql-cost': 'true' };
      expect(await sent(direct, body, headers)).toEqual(await sent(yoga, body, headers));
    }
  });

  it.each<[string, unknown]>([
    ['an error', new Error('password=hunter2')],
    ['an outage', new UnavailableError('nothing is written')],
    ['a code', new GraphQLError('No', { extensions: { code: 'FORBIDDEN' } })],
    ['what is no error', 'password=hunter2'],
  ])('are the same where the operation fails with %s before it begins', async (_name, thrown) => {
    const createContext = (): never => {
      throw thrown;
    };
    const failing = await startToy(options, {}, { createContext });
    const reference = await startToy({ ...options, engine: 'REFERENCE' }, {}, { createContext });
    for (const accept of accepts.slice(0, 3)) {
      const ours = await sent(failing, '{"query":"{ hello }"}', { accept });
      expect(ours).toEqual(await sent(reference, '{"query":"{ hello }"}', { accept }));
      expect(ours.text).not.toContain('hunter2');
    }
    await Promise.all([failing.drain(), reference.drain()]);
  });
});
