import { describe, expect, test } from 'vitest';
import { NotSent } from '../../../src/providers/provider.ts';
import { impatient, freshToken, refusal, startStub, success } from './stub-gateway.ts';
import type { Reaction, StubGateway } from './stub-gateway.ts';

const info = success('{"orderNo":"T1","orderStatus":"PAYING"}');
const handle = { providerReference: 'T1', providerOrderId: null };
const query = ({ connection, call }: StubGateway) => connection.queryOrder(handle, call);
const bearers = (stub: StubGateway) => stub.received().map(({ headers }) => headers.authorization);

const shortLived: Reaction = (request) => ({
  ...freshToken(request),
  body: freshToken(request).body.replace('"expires_in":21600', '"expires_in":60'),
});

describe('the access token', () => {
  test('is requested unsigned, with the credentials, and then used for every call', async () => {
    await using stub = await startStub({ replies: [info] });
    await query(stub);
    await query(stub);
    const [call, ...more] = stub.tokenCalls();
    expect(more).toHaveLength(0);
    expect(call?.method).toBe('POST');
    expect(call?.target).toBe(
      '/user/auth/oauth2/token?grant_type=client_credentials&api_key=the-api-key&api_secret=the-api-secret',
    );
    expect(call?.body).toHaveLength(0);
    expect(call?.headers).not.toHaveProperty('signature');
    const [first, second] = bearers(stub);
    expect(first).toMatch(/^Bearer access-token-\d+$/);
    expect(second).toBe(first);
  });

  test('is requested once for all calls that wait', async () => {
    await using stub = await startStub({ replies: [info] });
    await Promise.all([query(stub), query(stub), query(stub), query(stub), query(stub)]);
    expect(stub.tokenCalls()).toHaveLength(1);
    expect(new Set(bearers(stub)).size).toBe(1);
  });

  test('is renewed 60 seconds before it expires, by the clock of the connection', async () => {
    await using stub = await startStub({ replies: [info] });
    await query(stub);
    stub.time.now += 21_600_000 - 60_001;
    await query(stub);
    expect(stub.tokenCalls()).toHaveLength(1);
    stub.time.now += 1;
    await query(stub);
    expect(stub.tokenCalls()).toHaveLength(2);
  });

  test('is replaced once on a 401, and the same body is signed anew', async () => {
    const replies: (Reaction | ReturnType<typeof refusal>)[] = [refusal('90401', 401), info];
    await using stub = await startStub({ replies });
    const { observations } = await query(stub);
    expect(observations).toMatchObject([{ status: 'AWAITING_PAYMENT' }]);
    expect(stub.tokenCalls()).toHaveLength(2);
    const [first, second] = stub.received();
    expect(second?.target).toBe(first?.target);
    expect(second?.headers.authorization).not.toBe(first?.headers.authorization);
    expect(stub.exchanges.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['getAccessToken', 'ANSWERED'],
      ['getOrderInfo', 'ANSWERED'],
      ['getAccessToken', 'ANSWERED'],
      ['getOrderInfo', 'ANSWERED'],
    ]);
  });

  test('is not replaced a second time for the same call', async () => {
    await using stub = await startStub({ replies: [refusal('90401', 401)] });
    const { observations, refused } = await query(stub);
    expect(observations).toEqual([]);
    expect(refused).toMatchObject({ code: 'PROVIDER_AUTHENTICATION', providerCode: '90401' });
    expect(stub.received()).toHaveLength(2);
  });

  test('that several calls find expired is replaced once', async () => {
    let dead = true;
    const reply: Reaction = ({ headers }) =>
      dead && headers.authorization === first ? refusal('90401', 401) : info;
    let first: string | undefined;
    await using stub = await startStub({ replies: [info, reply] });
    await query(stub);
    [first] = bearers(stub);
    await Promise.all([query(stub), query(stub), query(stub)]);
    dead = false;
    expect(stub.tokenCalls()).toHaveLength(2);
  });

  test('may live so briefly that each call needs its own', async () => {
    await using stub = await startStub({ replies: [info], token: shortLived });
    await query(stub);
    await query(stub);
    expect(stub.tokenCalls()).toHaveLength(2);
  });

  test.each([
    ['HTTP 401', refusal('90401', 401)],
    ['an address that is not allowed', refusal('00006')],
    ['HTTP 401 in other words', { status: 401, body: '<html>', headers: {} }],
  ])('refused by %s is a refusal of the call', async (_name, reply) => {
    await using stub = await startStub({ token: () => reply });
    const { refused, observations } = await query(stub);
    expect(refused).toMatchObject({ code: 'PROVIDER_AUTHENTICATION' });
    expect(observations).toEqual([]);
    expect(stub.received()).toHaveLength(0);
  });

  test.each([
    ['cut', { body: '', instead: (response: { destroy(): unknown }) => void response.destroy() }],
    ['silence', { body: '', instead: () => undefined }],
    ['HTTP 500', { status: 500, body: '{}', headers: {} }],
    ['garbage', { body: '<html>', headers: {} }],
    ['a token without a lifetime', { ...success('{"access_token":"x"}'), headers: {} }],
  ])('that does not come back (%s) leaves the call certainly not sent', async (_name, reply) => {
    await using stub = await startStub({ token: () => reply, limits: impatient });
    await expect(query(stub)).rejects.toBeInstanceOf(NotSent);
    expect(stub.received()).toHaveLength(0);
    expect(stub.exchanges).toMatchObject([{ operation: 'getAccessToken', outcome: 'UNKNOWN' }]);
  });

  test('can be requested again after a failure', async () => {
    const answers: Reaction[] = [() => ({ status: 500, body: '', headers: {} }), freshToken];
    await using stub = await startStub({
      replies: [info],
      token: (request) => (answers.shift() ?? freshToken)(request),
    });
    await expect(query(stub)).rejects.toBeInstanceOf(NotSent);
    await expect(query(stub)).resolves.toMatchObject({ refused: null });
  });
});

test('calls are spread to the limit of requests per second', async () => {
  await using stub = await startStub({ replies: [info], limits: { requestsPerSecond: 4 } });
  const startedAt = performance.now();
  await Promise.all([query(stub), query(stub), query(stub), query(stub)]);
  expect(performance.now() - startedAt).toBeGreaterThan(900);
});

const late: Reaction = (request) => ({
  ...freshToken(request),
  instead: (response) => {
    const { body } = freshToken(request);
    setTimeout(() => response.writeHead(200).end(body), 250);
  },
});

describe('requests beyond the limit', () => {
  const slow = { requestsPerSecond: 2, longestWaitMs: 1_000 };

  test('are refused at once when too many wait already, and certainly do not leave', async () => {
    await using stub = await startStub({ replies: [info], limits: slow });
    const startedAt = performance.now();
    const refusals: number[] = [];
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, async () => {
        try {
          return await query(stub);
        } catch (error) {
          refusals.push(performance.now() - startedAt);
          throw error;
        }
      }),
    );
    const rejected = all.filter(({ status }) => status === 'rejected');
    expect(rejected.length).toBeGreaterThan(10);
    expect(rejected.every((one) => 'reason' in one && one.reason instanceof NotSent)).toBe(true);
    expect(Math.max(...refusals)).toBeLessThan(900);
    expect(stub.received()).toHaveLength(all.length - rejected.length);
  });

  test('are signed when they leave, however long they have waited', async () => {
    await using stub = await startStub({ replies: [info], limits: slow });
    const first = query(stub);
    const second = query(stub);
    await first;
    stub.time.now += 120_000;
    await second;
    const stamps = stub.received().map(({ headers }) => Number(headers['timestamp']));
    expect((stamps[1] ?? 0) - (stamps[0] ?? 0)).toBe(120_000);
  });

  test('do not leave when the token for them took too long', async () => {
    await using stub = await startStub({
      replies: [info],
      token: late,
      limits: { longestWaitMs: 100 },
    });
    await expect(query(stub)).rejects.toBeInstanceOf(NotSent);
    expect(stub.tokenCalls()).toHaveLength(1);
    expect(stub.received()).toHaveLength(0);
    await expect(query(stub)).resolves.toMatchObject({ refused: null });
  });
});
