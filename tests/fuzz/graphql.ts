import type { Random } from '../crash/random.ts';
import { graphqlPost } from '../hostile/wire/http.ts';
import type { HttpRequest } from '../hostile/wire/http.ts';
import type { Testbed } from '../hostile/testbed/testbed.ts';
import type { Case } from './case.ts';
import { isValid, rootOf, validRequest } from './documents.ts';
import type { Request } from './documents.ts';
import { fromValue, oddValue, print, spoil } from './json.ts';
import { oddText, spoilBytes, randomLetters } from './odd.ts';

type Made = Omit<Case, 'family'>;

interface Bearer {
  as: string;
  key: string | null;
}

/** Every caller with valid credentials. */
function known(testbed: Testbed, random: Random): Bearer {
  const { clientToken } = random.pick(testbed.accounts).order;
  return random.pick<Bearer>([
    ...Object.entries(testbed.keys).map(([as, key]) => ({ as, key })),
    { as: 'CLIENT', key: clientToken },
    { as: 'ADMINISTRATOR', key: testbed.adminKey },
  ]);
}

const kindOf = (random: Random) => random.weighed({ query: 5, mutation: 3, subscription: 1 });

function over(bearer: Bearer, request: HttpRequest, expect: Case['expect'] = 'error'): Made {
  return { as: bearer.as, expect, exchange: { over: 'http', request } };
}

/** A document made from the schema and spoiled until the schema refuses it. */
export function document(testbed: Testbed, random: Random): Made {
  const bearer = known(testbed, random);
  const { query, variables } = validRequest(random, kindOf(random));
  let spoiled = query;
  for (let tries = 0; isValid({ query: spoiled, variables }); tries += 1) {
    spoiled = tries < 20 ? spoilDocument(spoiled, random) : `${spoiled} }`;
  }
  return over(
    bearer,
    asStreamOrNot(graphqlPost(bearer.key, { query: spoiled, variables }), random),
  );
}

function asStreamOrNot(request: HttpRequest, random: Random): HttpRequest {
  if (random.chance(0.15)) request.headers['accept'] = 'text/event-stream';
  return request;
}

const oddTokens = [
  '{',
  '}',
  '(',
  ')',
  '...',
  '$',
  '@',
  '!',
  ':',
  '[',
  ']',
  '"',
  '"""',
  '#',
  '\\',
  '\0',
  '&',
  '|',
];

function spoilDocument(query: string, random: Random): string {
  const tokens = query.split(/(?<=[\s{}():,])|(?=[\s{}():,])/);
  const at = random.between(0, tokens.length - 1);
  const replaced = (text: string): string => tokens.with(at, text).join('');
  switch (random.between(0, 11)) {
    case 0:
      return replaced('');
    case 1:
      return replaced(random.pick(oddTokens));
    case 2:
      return replaced(`${tokens[at] ?? ''}${tokens[at] ?? ''}`);
    case 3:
      return replaced(random.pick(['nothingLikeIt', '__proto__', 'constructor', 'Ordre', 'naïve']));
    case 4:
      return query.slice(0, random.between(0, query.length - 1));
    case 5:
      return query.replace(/\{/, `{ ${'a{'.repeat(random.between(1, 300))}`);
    case 6:
      return `${query} fragment A on Query { ...B } fragment B on Query { ...A }`;
    case 7:
      return query.replace(
        /(\w+) \}/,
        `$1(${randomLetters(random, 4)}: ${random.pick(['1', '"a"', '{a:[{}]}', '$x'])}) }`,
      );
    case 8:
      return query.replace(
        /(\w+)/,
        `$1 @${random.pick(['skip', 'include(if: 1)', 'unknown', 'deprecated'])}`,
      );
    case 9:
      return query.replace(
        /: (\w+)!/,
        `: ${random.pick(['Int', 'Order', '[ID', 'Nope!', '[[ID!]!]!'])}`,
      );
    case 10:
      return query.replace(
        /^\w+/,
        random.pick(['qurey', 'subscription', 'mutation', 'fragment', '']),
      );
    default:
      return replaced(oddText(random));
  }
}

/** Variables that their types refuse, in a valid document. */
export function variables(testbed: Testbed, random: Random): Made {
  const bearer = known(testbed, random);
  for (let tries = 0; tries < 20; tries += 1) {
    const { query, variables } = validRequest(random, kindOf(random));
    const spoiled = print(spoil(fromValue(variables), random));
    // No variables at all count as variables, too.
    const read = readJson(spoiled) ?? {};
    if (read !== unreadable && isRecord(read) && isValid({ query, variables: read })) continue;
    const body = `{"query":${JSON.stringify(query)},"variables":${spoiled}}`;
    return over(bearer, asStreamOrNot(graphqlPost(bearer.key, body), random));
  }
  return document(testbed, random);
}

const unreadable = Symbol('unreadable');

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unreadable;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byId = [
  'refreshOrder',
  'refreshRefund',
  'refreshSettlement',
  'replayWebhook',
  'revokeApiKey',
];

/** Well-formed mutations that have to be refused: the key is too short, or the object does not exist. */
export function refusedInput(testbed: Testbed, random: Random): Made {
  const bearer = known(testbed, random);
  const keyed = Object.values(rootOf('mutation').getFields())
    .map(({ name }) => name)
    .filter((name) => !byId.includes(name) && !/Merchant|Account|ApiKey/.test(name));
  const name = random.pick([
    ...byId,
    ...keyed,
    'createProviderAccount',
    'updateProviderAccount',
    'createApiKey',
  ]);
  const request = validRequest(random, 'mutation', name);
  const input = isRecord(request.variables['input']) ? request.variables['input'] : {};
  if ('idempotencyKey' in input)
    input['idempotencyKey'] = random.pick(['short', 'with\0nul', '', 'é'.repeat(9)]);
  if (name.startsWith('create') && !('idempotencyKey' in input)) {
    input['merchant'] = `mer_${randomLetters(random, 26)}`;
  }
  return over(bearer, graphqlPost(bearer.key, request));
}

/** A body that is no GraphQL request. */
export function body(testbed: Testbed, random: Random): Made {
  const bearer = known(testbed, random);
  const request: Request = validRequest(random, 'query');
  const text = JSON.stringify(request);
  const spoiled = random.pick<() => Buffer>([
    () => Buffer.from(print(oddValue(random))),
    () => Buffer.from(`[${text},${text}]`),
    () => Buffer.from(`[${text}]`),
    () => Buffer.from(JSON.stringify({ ...request, query: random.pick([1, null, [], {}, true]) })),
    () => Buffer.from(JSON.stringify({ ...request, variables: random.pick([1, 'a', [1], true]) })),
    () =>
      Buffer.from(JSON.stringify({ ...request, operationName: random.pick([1, [], {}, 'Nope']) })),
    () =>
      Buffer.from(
        JSON.stringify({ variables: {}, [random.pick(['Query', 'quer', '__proto__'])]: 'a' }),
      ),
    () => Buffer.from(text.slice(0, random.between(0, text.length - 1))),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([Buffer.from([0x22, 0xff, 0xfe]), Buffer.from(text)]),
    () => Buffer.alloc(random.between(1, 100)),
    () => Buffer.from('['.repeat(random.between(100, 20_000))),
  ])();
  return over(bearer, { ...graphqlPost(bearer.key, ''), body: spoiled });
}

/** A request that is correct except for its headers, its method or its address. */
export function envelope(testbed: Testbed, random: Random): Made {
  const bearer = known(testbed, random);
  const request = graphqlPost(bearer.key, validRequest(random, 'query'));
  const type = random.pick([
    'text/plain',
    'application/graphql',
    'multipart/form-data; boundary=x',
    '',
    'a',
    'application/x-www-form-urlencoded',
    'application/jsonp',
  ]);
  const query = new URLSearchParams({
    query: 'mutation { refreshOrder(id: "ord_1") { __typename } }',
  });
  return over(
    bearer,
    random.pick<HttpRequest>([
      { ...request, headers: { ...request.headers, 'content-type': type } },
      {
        ...request,
        headers: { ...request.headers, 'content-encoding': random.pick(['gzip', 'br', 'x']) },
      },
      { ...request, method: random.pick(['PUT', 'DELETE', 'PATCH']) },
      {
        ...request,
        path: random.pick([
          '/graphql/',
          '/graphql/x',
          '/GraphQL',
          '/graphql%00',
          '//graphql',
          '/./x',
        ]),
      },
      { ...request, method: 'GET', body: null, path: `/graphql?${query.toString()}` },
      {
        ...request,
        method: 'GET',
        body: null,
        path: `/graphql?query=${random.pick(['%', '%ff', '%00', '{', '', '%7B'])}`,
      },
      {
        ...request,
        method: 'GET',
        body: null,
        path: `/graphql?query=%7Bviewer%7Bid%7D%7D&variables=${random.pick(['%7B', '[1]', 'a', '1'])}`,
      },
      {
        ...request,
        method: 'GET',
        body: null,
        path: `/${randomLetters(random, 8)}?${randomLetters(random, 8)}=%${randomLetters(random, 2)}`,
      },
    ]),
  );
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Any request with unknown credentials. */
export function stranger(testbed: Testbed, random: Random): Made {
  const token = random.pick(testbed.accounts).order.clientToken;
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = {
    iss: 'paygraph',
    aud: 'paygraph:order',
    sub: 'ord_1',
    mer: testbed.merchant,
    exp: 4e9,
  };
  const header = random.pick([
    null,
    '',
    'Bearer',
    'Bearer ',
    `Basic ${Buffer.from('a:b').toString('base64')}`,
    `Bearer pgk_${randomLetters(random, 40)}`,
    `Bearer ${randomLetters(random, 48)}`,
    `Bearer ${randomLetters(random, 5_000)}`,
    `Bearer ${head}.${payload}.${randomLetters(random, 43)}`,
    `Bearer ${head}.${encode(claims)}.${signature}`,
    `Bearer ${encode({ alg: 'none' })}.${encode(claims)}.`,
    `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${payload}.${signature}`,
    `Bearer ${encode({ alg: 'HS512', kid: '1' })}.${payload}.${signature}`,
    `Bearer ${encode({ alg: 'HS256', kid: '../../../dev/null' })}.${payload}.${signature}`,
    `Bearer ${encode({ alg: 'HS256', kid: '__proto__' })}.${payload}.${signature}`,
    `Bearer ${encode({ alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } })}.${payload}.${signature}`,
    `Bearer ${encode({ alg: 'HS256', crit: ['x'], x: 1 })}.${payload}.${signature}`,
    `Bearer ${token.slice(0, -random.between(1, 10))}`,
    `Bearer ${token}${randomLetters(random, 3)}`,
    `Bearer ${spoilBytes(Buffer.from(randomLetters(random, 60)), random).toString('hex')}`,
    `bearer ..`,
  ]);
  const request = graphqlPost(null, validRequest(random, kindOf(random)));
  if (header !== null) request.headers['authorization'] = header;
  return over({ as: 'nobody', key: null }, asStreamOrNot(request, random), 'unauthenticated');
}
