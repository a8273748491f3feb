import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { key, post, startToy, until } from './toy.ts';
import type { Toy } from './toy.ts';

let toy: Toy;
beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy.drain());

const orderMutation = 'mutation ($input: OrderInput!) { order(input: $input) }';

function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${toy.url}/graphql?${new URLSearchParams({ query })}`, {
    headers: { authorization: key, ...headers },
  });
}

describe('GraphQL over HTTP', () => {
  it('answers a POST with its variables and its operation name', async () => {
    const { status, headers, answer } = await post(toy, {
      query: 'query A($n: String) { hello(name: $n) } query B { who }',
      variables: { n: 'Ann' },
      operationName: 'A',
    });
    expect(status).toBe(200);
    expect(answer).toEqual({ data: { hello: 'Hello Ann' } });
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a query by GET and refuses a mutation by GET', async () => {
    const query = await get('{ hello }');
    expect(await query.json()).toEqual({ data: { hello: 'Hello you' } });
    const mutation = await get(
      'mutation { order(input: { amount: { amount: "1", currency: "USD" } }) }',
    );
    expect(mutation.status).toBe(405);
    expect(await mutation.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('passes the caller to the resolvers', async () => {
    const { answer } = await post(toy, { query: '{ who }' });
    expect(answer.data?.['who']).toContain('"merchantId":"mer_1"');
  });

  it.each([
    ['no credentials', {}],
    ['wrong credentials', { authorization: 'Bearer other' }],
  ])('refuses %s with 401', async (_name, headers) => {
    const response = await fetch(`${toy.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ hello }"}',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    const code = { extensions: { code: 'UNAUTHENTICATED' } };
    expect(await response.json()).toMatchObject({ errors: [code] });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/graphql', ''])(
    'accepts no body of type "%s"',
    async (type) => {
      const { status } = await post(toy, '{"query":"{ hello }"}', { 'content-type': type });
      expect(status).toBe(415);
    },
  );

  it('refuses other methods with 405', async () => {
    const response = await fetch(`${toy.url}/graphql`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  it.each(['variables', 'extensions'])('refuses an address whose %s are no JSON', async (name) => {
    const response = await fetch(`${toy.url}/graphql?query={hello}&${name}={`, {
      headers: { authorization: key },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('repeats nothing of a body that it cannot read', async () => {
    const { answer } = await post(toy, '{"variables":{"appSecret":"hushhush"');
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
  });

  it.each(['{"query":', '[]', '"x"', '{}'])('refuses the body %s with 400', async (body) => {
    const { status, answer } = await post(toy, body);
    expect(status).toBe(400);
    expect(answer.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
  });

  it('runs one operation per request', async () => {
    const { status } = await post(toy, [{ query: '{ hello }' }, { query: '{ hello }' }]);
    expect(status).toBe(400);
  });

  it('refuses a body that announces more than 256 KiB', async () => {
    const { status } = await post(toy, { query: `{ hello } #${'x'.repeat(300_000)}` });
    expect(status).toBe(413);
  });

  it('refuses a body that grows past 256 KiB while it comes', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(`${toy.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: key },
      });
      req.on('response', (res) => resolve(res.statusCode)).on('error', reject);
      const chunk = Buffer.alloc(32 * 1024, ' ');
      for (let n = 0; n < 9; n += 1) req.write(chunk);
    });
    expect(status).toBe(413);
  });

  it('refers subscriptions to the other transports', async () => {
    const { status, answer } = await post(toy, { query: 'subscription { ticks { n } }' });
    expect(status).toBe(406);
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'NOT_ACCEPTABLE' });
  });
});

describe('Errors', () => {
  it('pass through what was thrown with a code', async () => {
    const { status, answer } = await post(toy, { query: '{ forbidden hello }' });
    expect(status).toBe(200);
    expect(answer.errors).toMatchObject([
      { message: 'No', path: ['forbidden'], extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(answer.data).toEqual({ forbidden: null, hello: 'Hello you' });
  });

  it.each(['broken', 'foreign', 'nothing'])(
    'mask the unexpected error of "%s" and log it under the request id',
    async (field) => {
      const { headers, answer } = await post(toy, { query: `{ ${field} }` });
      const requestId = headers.get('x-request-id');
      expect(JSON.stringify(answer)).not.toContain('hunter2');
      expect(answer.errors).toEqual([
        {
          message: 'Internal error',
          path: [field],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL', requestId },
        },
      ]);
      expect(toy.seen.unexpected.filter((one) => one.requestId === requestId)).toHaveLength(1);
    },
  );

  it('distinguish syntax errors from invalid documents', async () => {
    const syntax = await post(toy, { query: '{ hello' });
    expect(syntax.answer.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' });
    const invalid = await post(toy, { query: '{ helo }' });
    expect(invalid.answer.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    const unknown = await post(toy, { query: '{ hello }', operationName: 'B' });
    expect(unknown.answer.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  it('answer 400 to clients that speak GraphQL over HTTP', async () => {
    const accept = { accept: 'application/graphql-response+json' };
    expect((await post(toy, { query: '{ helo }' }, accept)).status).toBe(400);
    expect((await post(toy, { query: '{ helo }' })).status).toBe(200);
  });

  it('stop a document after 5,000 tokens', async () => {
    const { answer } = await post(toy, { query: `{ ${'hello '.repeat(5001)} }` });
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'tokens',
      maximum: 5000,
    });
  });

  const money = { amount: '1.00', currency: 'USD' };
  it.each([
    ['a number for a decimal', { amount: { ...money, amount: 1 } }, ['input', 'amount', 'amount']],
    ['a missing member', { amount: { amount: '1' } }, ['input', 'amount']],
    [
      'two members of a oneOf',
      { amount: money, method: { card: 'a', pix: 'b' } },
      ['input', 'method'],
    ],
    [
      'a wrong item',
      { amount: money, lines: [money, { ...money, amount: 'x' }] },
      ['input', 'lines', 1, 'amount'],
    ],
    ['an unknown member', { amount: { ...money, cents: 1 } }, ['input', 'amount']],
  ])('have BAD_USER_INPUT and a path for %s in a variable', async (_name, input, path) => {
    const { answer } = await post(toy, { query: orderMutation, variables: { input } });
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path });
  });

  it('list every wrong value with its own path', async () => {
    const input = { amount: { amount: 1, currency: 2 } };
    const { answer } = await post(toy, { query: orderMutation, variables: { input } });
    expect(answer.errors?.map((error) => error.extensions['path'])).toEqual([
      ['input', 'amount', 'amount'],
      ['input', 'amount', 'currency'],
    ]);
  });

  it('list a bounded number of wrong values', async () => {
    const lines = Array.from({ length: 1000 }, () => ({ amount: 1, currency: 'USD' }));
    const input = { amount: money, lines };
    const { answer } = await post(toy, { query: orderMutation, variables: { input } });
    const extensions = answer.errors?.map(({ extensions }) => extensions) ?? [];
    expect(extensions).toHaveLength(26);
    expect(extensions[24]).toEqual({
      code: 'BAD_USER_INPUT',
      path: ['input', 'lines', 24, 'amount'],
    });
    expect(extensions[25]).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it('do not repeat a refused input, because there may be credentials in it', async () => {
    const input = { amount: { amount: '1', currency: 'USD' }, secret: 'do-not-tell' };
    const byVariable = await post(toy, { query: orderMutation, variables: { input } });
    const literal = '{ amount: { amount: "1", currency: "USD" }, secret: "do-not-tell" }';
    const byDocument = await post(toy, { query: `mutation { order(input: ${literal}) }` });
    for (const { answer } of [byVariable, byDocument]) {
      expect(answer.errors?.[0]?.message).toContain('unknown field "secret"');
      expect(JSON.stringify(answer)).not.toContain('do-not-tell');
    }
  });

  it('have BAD_USER_INPUT for a variable that is missing', async () => {
    const { answer } = await post(toy, { query: orderMutation });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['input'] });
  });

  it.each([
    ['a bad scalar', 'amount: { amount: 1, currency: "USD" }', ['input', 'amount', 'amount']],
    [
      'two members of a oneOf',
      'amount: { amount: "1", currency: "USD" }, method: { card: "a", pix: "b" }',
      ['input', 'method'],
    ],
    [
      'a bad item',
      'amount: { amount: "1", currency: "USD" }, lines: [{ amount: 1, currency: "USD" }]',
      ['input', 'lines', 0, 'amount'],
    ],
  ])('have BAD_USER_INPUT and a path for %s in the document', async (_name, fields, path) => {
    const { answer } = await post(toy, { query: `mutation { order(input: { ${fields} }) }` });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path });
  });

  it('have BAD_USER_INPUT for a null that an argument does not accept', async () => {
    const query = 'query ($n: Int = 1) { hello(length: $n) }';
    const { answer } = await post(toy, { query, variables: { n: null } });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(answer.errors?.[0]?.message).toContain('Argument');
  });
});

it('the server finishes open requests when draining and then accepts no more', async () => {
  const other = await startToy();
  const req = request(`${other.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: key },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    req.on('response', (res) => resolve(res.resume().statusCode)).on('error', reject);
  });
  req.write('{"query":');
  await until(() => req.socket?.connecting === false && req.socket.bytesWritten > 0, 'sent');
  await fetch(`${other.url}/health/live`);
  let drained = false;
  const draining = other.drain().then(() => (drained = true));
  expect((await fetch(`${other.url}/health/live`).catch(() => null))?.status).not.toBe(200);
  expect(drained).toBe(false);
  req.end('"{ hello }"}');
  expect(await status).toBe(200);
  await draining;
});
