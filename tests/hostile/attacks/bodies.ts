import { graphqlPost } from '../wire/http.ts';
import { http, keyOf, query } from './attack.ts';
import type { Attack, Refusal } from './attack.ts';

const badRequest: Refusal = { statuses: [400], codes: ['BAD_REQUEST', 'BAD_USER_INPUT'] };
const badInput: Refusal = {
  statuses: [200, 400],
  codes: ['BAD_USER_INPUT', 'FORBIDDEN', 'LIMIT_EXCEEDED', 'BAD_REQUEST'],
};
const tooLarge: Refusal = { statuses: [413] };
const unread: Refusal = { statuses: [401, 413] };

const brackets = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const mutation = encodeURIComponent('mutation { refreshOrder(id: "ord_1") { __typename } }');

/** With a key and a wrong envelope. */
const enveloped = (name: string, change: object, refusal: Refusal): Attack =>
  http(
    'bodies',
    name,
    (target) => {
      const request = graphqlPost(keyOf(target), { query: '{ viewer { id } }' });
      const { headers = {}, ...more } = change as { headers?: object };
      return { ...request, ...more, headers: { ...request.headers, ...headers } };
    },
    refusal,
    { by: ['READ key', 'client token'] },
  );

const large = { group: 'bodies', perSecond: 20 } as const;

export const bodies: readonly Attack[] = [
  query('too large', () => ({ query: '{ viewer { id } }', pad: 'a'.repeat(300_000) }), {
    ...large,
    refusal: tooLarge,
    by: ['client token', 'READ key'],
  }),
  http(
    'bodies',
    'too large, from nobody',
    (target) => graphqlPost(keyOf(target), 'a'.repeat(300_000)),
    unread,
    {
      ...large,
      by: ['nobody', 'wrong key'],
    },
  ),
  query('deep JSON', () => brackets(120_000), { ...large, refusal: badRequest }),
  query(
    'deep JSON in variables',
    () =>
      `{"query":"query($id: ID!) { order(id: $id) { id } }","variables":{"id":${brackets(100_000)}}}`,
    { ...large, refusal: badRequest },
  ),
  query(
    'huge variables',
    () => ({
      query: 'query($s: OrderFilter) { orders(filter: $s) { nodes { id } } }',
      variables: { s: { statuses: Array.from({ length: 20_000 }, (_, at) => `NO${at}`) } },
    }),
    { ...large, refusal: badInput },
  ),
  query('batches', () => Array.from({ length: 100 }, () => ({ query: '{ viewer { id } }' })), {
    group: 'bodies',
    refusal: badRequest,
  }),
  query(
    'numbers beyond all',
    () => `{"query":"{ viewer { id } }","variables":${'9'.repeat(200_000)}}`,
    { ...large, refusal: badRequest },
  ),
  query('text of other encodings', () => `{"query":"{ viewer { id } }","variables":"\ud800\0"}`, {
    group: 'bodies',
    refusal: badRequest,
  }),
  enveloped(
    'mutations by GET',
    { method: 'GET', path: `/graphql?query=${mutation}`, body: null },
    { statuses: [200, 400, 403, 405], codes: ['BAD_REQUEST', 'FORBIDDEN', 'METHOD_NOT_ALLOWED'] },
  ),
  enveloped(
    'mutations by GET, as a stream',
    {
      method: 'GET',
      path: `/graphql?query=${mutation}`,
      body: null,
      headers: { accept: 'text/event-stream' },
    },
    { statuses: [200, 400, 403, 405], codes: ['BAD_REQUEST', 'FORBIDDEN', 'METHOD_NOT_ALLOWED'] },
  ),
  enveloped(
    'forms',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { statuses: [415] },
  ),
  enveloped('simple types', { headers: { 'content-type': 'text/plain' } }, { statuses: [415] }),
  enveloped('compressed', { headers: { 'content-encoding': 'gzip' } }, { statuses: [415] }),
  enveloped('other methods', { method: 'DELETE', body: null }, { statuses: [405] }),
];
