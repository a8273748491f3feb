import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createHttp } from '../../../src/providers/http.ts';
import type { OutgoingRequest } from '../../../src/providers/http.ts';
import { JsonNumber } from '../../../src/providers/json.ts';
import { endpointsOf } from '../../../src/providers/kit/endpoints.ts';
import { restProtocol } from '../../../src/providers/kit/rest.ts';
import type { RestOptions, RestRequest } from '../../../src/providers/kit/rest.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Exchange } from '../../../src/providers/provider.ts';
import { createEgress } from '../../../src/providers/egress.ts';
import { startServer } from '../../support/http-server.ts';

const schema = z.object({ id: z.string() }).nullable();
const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

interface Reaction {
  status: number;
  body?: string;
}

/** A REST API on the loopback that answers every request alike. */
async function startApi(reaction: Reaction, options: Partial<RestOptions> = {}) {
  const server = await startServer((_request, response) => {
    response.writeHead(reaction.status).end(reaction.body ?? '');
  });
  const exchanges: Exchange[] = [];
  const ends: boolean[] = [];
  const egress = createEgress({
    now: () => 0,
    random: () => 0,
    ended: (isReached) => ends.push(isReached),
  });
  const tools = { baseUrl: server.url, now: () => 7, log: () => undefined, egress };
  const http = createHttp({ tools, redact: { headers: [], members: [], secrets: () => [] } });
  const protocol = restProtocol({
    headers: () => ({ authorization: 'Bearer key' }),
    refusalOf: (body) => refusal.safeParse(body).data?.error ?? { code: null },
    ...options,
  });
  const at = endpointsOf(http, protocol);
  return {
    server,
    exchanges,
    ends,
    call: (method: OutgoingRequest['method'], path: string, sent: RestRequest) =>
      at(
        'operation',
        method,
        path,
        schema,
      )(sent, { record: (exchange) => exchanges.push(exchange) }, (data, sentAt) => ({
        data,
        sentAt,
      })),
    async [Symbol.asyncDispose]() {
      await http.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('a REST request', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s is sent with path, query, headers and idempotency key',
    async (method) => {
      await using api = await startApi({ status: 200, body: '{"id":"1"}' });
      const parameters = { id: 'a/b c' };
      const query = { limit: 3, after: undefined, name: 'x&y' };
      await api.call(method, '/sessions/{id}/lines', { parameters, query, idempotencyKey: 'k1' });
      const [received] = api.server.received;
      expect(received).toMatchObject({
        method,
        target: '/sessions/a%2Fb%20c/lines?limit=3&name=x%26y',
        headers: { authorization: 'Bearer key', 'idempotency-key': 'k1' },
      });
      expect(received?.headers).not.toHaveProperty('content-type');
    },
  );

  test('has a JSON body whose numbers are exact', async () => {
    await using api = await startApi({ status: 200, body: '{"id":"1"}' });
    await api.call('POST', '/sessions', {
      body: { amount: new JsonNumber('10.00'), a: undefined },
    });
    const [received] = api.server.received;
    expect(received?.body.toString()).toBe('{"amount":10.00}');
    expect(received?.headers['content-type']).toBe('application/json');
  });

  test('has a form with what is nested in brackets', async () => {
    await using api = await startApi({ status: 200, body: '{"id":"1"}' }, { bodies: 'FORM' });
    const lines = [{ price: new JsonNumber('5'), name: 'a b' }];
    await api.call('POST', '/sessions', { body: { mode: 'payment', lines, none: null } });
    const [received] = api.server.received;
    expect([...new URLSearchParams(received?.body.toString())]).toEqual([
      ['mode', 'payment'],
      ['lines[0][price]', '5'],
      ['lines[0][name]', 'a b'],
    ]);
  });

  test.each(['', '.', '..'])('is not sent with "%s" in its path', async (id) => {
    await using api = await startApi({ status: 200, body: '{"id":"1"}' });
    const sending = api.call('GET', '/sessions/{id}', { parameters: { id } });
    await expect(sending).rejects.toBeInstanceOf(NotSent);
    expect(api.server.received).toEqual([]);
  });
});

describe('a REST answer', () => {
  test.each([200, 201, 202])('of %s with a body is a success', async (status) => {
    await using api = await startApi({ status, body: '{"id":"1"}' });
    const answered = await api.call('POST', '/sessions', {});
    expect(answered).toEqual({ ok: true, data: { data: { id: '1' }, sentAt: 7 } });
  });

  test('of 204 is a success without data', async () => {
    await using api = await startApi({ status: 204 });
    const answered = await api.call('DELETE', '/sessions/{id}', { parameters: { id: '1' } });
    expect(answered).toEqual({ ok: true, data: { data: null, sentAt: 7 } });
  });

  test.each([400, 401, 403, 404, 409, 422])(
    "of %s is a refusal with the provider's own code, if it has one",
    async (status) => {
      const body = '{"error":{"code":"no_such_thing","message":"There is none."}}';
      await using api = await startApi({ status, body });
      expect(await api.call('GET', '/sessions', {})).toEqual({
        ok: false,
        status,
        code: 'no_such_thing',
        message: 'There is none.',
        queriedAt: 7,
      });
      await using bare = await startApi({ status, body: '<html>' });
      const answered = await bare.call('GET', '/sessions', {});
      expect(answered).toEqual({ ok: false, status, code: null, message: null, queriedAt: 7 });
    },
  );

  test('of 429 means that nothing was sent, and that the provider is there', async () => {
    await using api = await startApi({ status: 429, body: '{}' });
    await expect(api.call('POST', '/sessions', {})).rejects.toBeInstanceOf(NotSent);
    expect(api.exchanges).toMatchObject([{ outcome: 'NOT_SENT', httpStatus: 429 }]);
    expect(api.ends).toEqual([true]);
  });

  test.each([
    [302, ''],
    [304, ''],
    [408, ''],
    [425, ''],
    [500, ''],
    [503, ''],
    [200, ''],
    [202, ''],
    [200, '<html>'],
    [200, '{"id":1}'],
    [200, '{"id":"1"'],
  ])('of %s with %s proves nothing', async (status, body) => {
    await using api = await startApi({ status, body });
    await expect(api.call('POST', '/sessions', {})).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(api.exchanges).toMatchObject([{ outcome: 'UNKNOWN', httpStatus: status }]);
  });
});
