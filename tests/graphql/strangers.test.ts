import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import { rulesFor } from '../../src/graphql/authorization/client-view.ts';
import { schema } from '../support/schema.ts';
import { createExecution } from '../../src/graphql/transports/execution.ts';
import { readTrustedDocuments } from '../../src/graphql/trusted-documents.ts';
import { checkoutSubscription } from '../../src/http/checkout/page/subscription.ts';

const client: Principal = {
  kind: 'CLIENT',
  merchantId: 'mer_1',
  orderId: 'ord_1',
  expiresAt: Infinity,
};
const key: Principal = { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: ['READ'] };
const administrator: Principal = { kind: 'ADMINISTRATOR' };

const execution = createExecution({
  schema,
  rulesFor,
  sourceOf: () => '127.0.0.1',
  authenticate: () => Promise.resolve(null),
  createContext: () => ({}),
  onUnexpectedError: () => undefined,
});

/** The refusals of the document, each as its code and message; none where it would be run. */
async function refusals(
  principal: Principal,
  query: string,
  variables: Record<string, unknown> | null = null,
): Promise<string[]> {
  const info = {
    principal,
    requestId: 'test',
    source: '127.0.0.1',
    resumeAfter: null,
    signal: new AbortController().signal,
  };
  const operation = await execution.prepare({ query, variables }, info);
  const isReady = 'document' in operation;
  if (isReady && variables === null) return [];
  const errors = isReady ? (await execution.execute(operation, info)).errors : operation;
  return (errors ?? []).map((error) => `${String(error.extensions['code'])} ${error.message}`);
}

describe('A client token', () => {
  it.each(['{ __schema { types { name } } }', '{ __type(name: "Order") { name } }'])(
    'may not select %s, which a key and the administrator may',
    async (query) => {
      expect(await refusals(client, query)).toEqual([expect.stringMatching(/^FORBIDDEN/)]);
      expect(await refusals(key, query)).toEqual([]);
      expect(await refusals(administrator, query)).toEqual([]);
    },
  );

  it('may select __typename', async () => {
    expect(await refusals(client, '{ __typename order(id: "1") { __typename } }')).toEqual([]);
  });

  it.each([
    ['an argument', '{ order(idd: "1") { id } }'],
    ['a fragment', '{ order(id: "1") { ...Parts } } fragment Part on Order { id }'],
    ['a directive', '{ order(id: "1") @skp(if: true) { id } }'],
    ['a missing selection', '{ order(id: "1") { amount } }'],
    ['a variable', 'query ($id: ID!) { order(id: $idd) { id } }'],
  ])('gets no suggestions about %s, whoever used the document before', async (_name, query) => {
    await refusals(key, query);
    const messages = await refusals(client, query);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join()).not.toContain('Did you mean');
    expect(await refusals(key, '{ order(idd: "1") { id } }')).toEqual(
      expect.arrayContaining([expect.stringContaining('Did you mean "id"')]),
    );
  });

  it.each([
    ['a field', '{ order(id: "1") { NAME { id } } }', ['providerCalls', 'provderCalls']],
    ['a type', '{ node(id: "1") { ... on NAME { __typename } } }', ['ApiKey', 'ApiKez']],
    [
      'an input',
      'query ($a: NAME) { order(id: $a) { id } }',
      ['CreateRefundInput', 'CreateRefundInpu'],
    ],
    ['a mutation', 'mutation { NAME { __typename } }', ['createOrder', 'createOrdr']],
  ])(
    'gets the same answer about %s that it may not see as about one that does not exist',
    async (_n, query, names) => {
      const [hidden, missing] = await Promise.all(
        names.map(async (name) => {
          const messages = await refusals(client, query.replace('NAME', name));
          return messages.map((text) => text.replace(name, 'NAME'));
        }),
      );
      expect(hidden).toEqual([expect.stringMatching(/^FORBIDDEN/)]);
      expect(hidden).toEqual(missing);
    },
  );

  it('may name the types of what it sees', async () => {
    const query = `query ($id: ID!, $n: Int, $after: EventCursor, $if: Boolean!) {
      order(id: $id) {
        nextAction { ... on NextAction { __typename ... on RedirectAction { url } } }
        events(first: $n, after: $after) @include(if: $if) {
          nodes { subject { ... on EventSubject { ... on Settlement { id } } } }
        }
      }
    }`;
    expect(await refusals(client, query)).toEqual([]);
  });
});

describe('The file of trusted documents', () => {
  it.each([
    ['not JSON', 'query', 'is not JSON'],
    ['empty', '{}', 'must be an object'],
    ['neither object nor array', '7', 'must be an object'],
    ['of something else than texts', '{"a": {}}', 'document a is not a text'],
    ['of a document with a fault', '{"a": "{ nonsense }"}', 'document a is not valid'],
    ['of no document', '["{"]', 'document #1 is not valid: Syntax Error'],
  ])('is refused when it is %s', (_name, json, message) => {
    expect(() => readTrustedDocuments(json, schema)).toThrow(message);
  });

  it('may be an array, whose documents go by the SHA-256 of their text', () => {
    const trusted = readTrustedDocuments('["{ __typename }"]', schema);
    const hash = '7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b';
    expect(trusted.byId(hash)).toBe('{ __typename }');
    expect(trusted.byId(`sha256:${hash}`)).toBe('{ __typename }');
    expect(trusted.byId('constructor')).toBeNull();
  });

  it('never shut out the document of the checkout page', () => {
    const trusted = readTrustedDocuments('["{ __typename }"]', schema, [checkoutSubscription]);
    const errorsOf = (text: string) => validate(schema, parse(text), trusted.rulesFor(client));
    expect(errorsOf(checkoutSubscription)).toEqual([]);
    expect(errorsOf('{ __typename another: __typename }')).toHaveLength(1);
  });

  it('may be a manifest, with ids and bodies', () => {
    const operations = [{ id: 'abc', name: 'A', type: 'query', body: 'query A { __typename }' }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    const trusted = readTrustedDocuments(JSON.stringify(manifest), schema);
    expect(trusted.byId('abc')).toBe('query A { __typename }');
    expect(() => readTrustedDocuments('{"operations":[{"id":"abc"}]}', schema)).toThrow(/abc/);
  });
});
