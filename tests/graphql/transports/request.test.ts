import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/graphql/transports/http/request.ts';
import { key, post, startToy } from './toy.ts';

const bySending = (body: string, accept = 'application/json') =>
  readRequest({ headers: { accept }, url: '/graphql' } as IncomingMessage, Buffer.from(body));

const byAddress = (search: string, accept = 'application/json') =>
  readRequest({ headers: { accept }, url: `/graphql${search}` } as IncomingMessage, null);

const noDocument = 'query or documentId must be a string';
const unknownMember =
  'The body may only have the members query, documentId, operationName, variables, extensions';

describe('A body', () => {
  it.each([
    ['', 'The body is not JSON'],
    ['{"query":"hushhush"', 'The body is not JSON'],
    ['[{"query":"hushhush"}]', 'The body must be one JSON object'],
    ['null', 'The body must be one JSON object'],
    ['"hushhush"', 'The body must be one JSON object'],
    [`{"query":"{ a }","variables":${'['.repeat(300)}`, 'The body is nested too deeply'],
    ['{"query":"{ a }","hushhush":1}', unknownMember],
    ['{"query":"{ a }","__proto__":{}}', unknownMember],
    ['{"query":["hushhush"]}', 'query must be a string'],
    ['{"query":"{ a }","operationName":5}', 'operationName must be a string'],
    ['{"query":"{ a }","variables":["hushhush"]}', 'variables must be a JSON object'],
    ['{"query":"{ a }","variables":"hushhush"}', 'variables must be a JSON object'],
    ['{"query":"{ a }","extensions":false}', 'extensions must be a JSON object'],
    ['{"variables":{"a":"hushhush"}}', noDocument],
    ['{"query":null,"documentId":5}', noDocument],
    ['{"extensions":{"persistedQuery":{"sha256Hash":5}}}', noDocument],
  ])('%s is refused, and nothing of it is repeated', (body, message) => {
    const refusal = { status: 400, code: 'BAD_REQUEST', message };
    expect(bySending(body)).toEqual({ ...refusal, mediaType: 'application/json' });
    expect(bySending(body, 'text/event-stream')).toEqual(bySending(body));
    const accept = 'application/graphql-response+json';
    expect(bySending(body, accept)).toEqual({ ...refusal, mediaType: accept });
  });

  it.each([
    '{"query":""}',
    '{"query":"{ a }","variables":null,"operationName":null,"extensions":null,"other":null}',
    '{"query":"{ a }","variables":{"a":1},"operationName":"A","extensions":{}}',
    '{"documentId":"abc"}',
    '{"extensions":{"persistedQuery":{"sha256Hash":"abc"}}}',
  ])('%s is read', (body) => {
    expect(bySending(body)).toEqual({
      params: JSON.parse(body) as unknown,
      mediaType: 'application/json',
      queriesOnly: false,
    });
  });
});

describe('An address', () => {
  it.each([
    ['', noDocument],
    ['?query=', noDocument],
    ['?query={a}&variables={"hushhush"', 'variables must be a JSON object'],
    ['?query={a}&variables=5', 'variables must be a JSON object'],
    ['?query={a}&extensions=[]', 'extensions must be a JSON object'],
    [`?query={a}&variables={"a":${'['.repeat(300)}`, 'The address is nested too deeply'],
  ])('with "%s" is refused, and nothing of it is repeated', (search, message) => {
    const mediaType = 'application/json';
    expect(byAddress(search)).toEqual({ status: 400, code: 'BAD_REQUEST', message, mediaType });
  });

  it('may have empty parameters, and others than ours', () => {
    const search = '?query={a(b:"?")}&variables={"b":1}&extensions=null&operationName=&other=1';
    expect(byAddress(search)).toEqual({
      params: {
        query: '{a(b:"?")}',
        documentId: null,
        operationName: null,
        variables: { b: 1 },
        extensions: null,
      },
      mediaType: 'application/json',
      queriesOnly: true,
    });
  });
});

describe('A media type is the same in capitals', () => {
  it.each([
    ['TEXT/EVENT-STREAM', 'text/event-stream'],
    ['Text/Event-Stream; Ping=3', 'text/event-stream'],
    ['Application/JSON', 'application/json'],
    ['APPLICATION/GRAPHQL-RESPONSE+JSON; CHARSET=UTF-8', 'application/graphql-response+json'],
  ])('where a client accepts %s', (accept, mediaType) => {
    expect(bySending('{"query":"{ a }"}', accept)).toMatchObject({ mediaType });
  });

  it('where a client sends it, and where it accepts a stream', async () => {
    const toy = await startToy();
    const headers = { 'content-type': 'Application/JSON', accept: 'TEXT/EVENT-STREAM' };
    const answer = await fetch(`${toy.url}/graphql`, {
      method: 'POST',
      headers: { ...headers, authorization: key },
      body: JSON.stringify({ query: 'subscription { ticks(to: 1) { n } }' }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await answer.body?.cancel();
    await toy.drain();
  });
});

it('A mutation is not executed for a client that accepts no answer of ours', async () => {
  const toy = await startToy();
  const { status, answer } = await post(
    toy,
    { query: 'mutation { slow }' },
    { accept: 'text/html' },
  );
  expect(status).toBe(406);
  expect(answer.errors?.[0]?.extensions).toEqual({ code: 'NOT_ACCEPTABLE' });
  expect(toy.seen.waiting).toHaveLength(0);
  await toy.drain();
});

const documentById = (id: string) => (id.toLowerCase() === 'abc' ? '{ hello }' : null);

it('a document may be named by its hash beside an id that is no text', async () => {
  const toy = await startToy({}, {}, { documentById });
  const extensions = { persistedQuery: { sha256Hash: 'abc' } };
  for (const documentId of [5, false, ['hushhush'], { a: 'hushhush' }]) {
    const { status, answer } = await post(toy, { documentId, extensions });
    expect([status, answer]).toEqual([200, { data: { hello: 'Hello you' } }]);
  }
  await toy.drain();
});
