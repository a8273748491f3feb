import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { orderToSend } from './requests.ts';
import { signKey, signResponse, startStub, success, vectorTime } from './stub-gateway.ts';
import type { Reaction, StubGateway } from './stub-gateway.ts';
import { xBodies } from './vector-bodies.ts';

const order = orderToSend();
const create = ({ connection, call }: StubGateway) => connection.createOrder(order, call);

const signedAt =
  (away: number): Reaction =>
  (request) => ({
    body: xBodies.B2,
    headers: signResponse('ANEXPAY_XCHECKOUT', request, xBodies.B2, vectorTime + away),
  });
const withoutTimestamp: Reaction = (request) => {
  const { headers: { SIGNATURE = '' } = {} } = signedAt(0)(request);
  return { body: xBodies.B2, headers: { SIGNATURE } };
};
const otherNames: Reaction = (request) => {
  const { headers: { SIGNATURE = '', TIMESTAMP = '' } = {} } = signedAt(0)(request);
  return { body: xBodies.B2, headers: { 'D-Signature': SIGNATURE, TIMESTAMP } };
};

describe('the signature of an answer', () => {
  test.each([-120_000, 120_000])('is believed when %i ms away', async (away) => {
    await using stub = await startStub({ replies: [signedAt(away)] });
    await expect(create(stub)).resolves.toMatchObject({ refused: null });
  });

  test.each([-120_001, 120_001])('is stale when %i ms away', async (away) => {
    await using stub = await startStub({ replies: [signedAt(away)] });
    await expect(create(stub)).rejects.toThrow('stale');
  });

  test('covers the timestamp of the request where the answer has none', async () => {
    await using stub = await startStub({ replies: [withoutTimestamp] });
    await expect(create(stub)).resolves.toMatchObject({ refused: null });
  });

  type Change = (headers: Record<string, string>) => Record<string, string>;
  const naming: [string, Change, boolean][] = [
    ['both names', (headers) => headers, true],
    [
      'D-Signature alone',
      ({ SIGNATURE: _signature, TIMESTAMP: _timestamp, ...rest }) => rest,
      true,
    ],
    ['SIGNATURE alone', ({ SIGNATURE = '', TIMESTAMP = '' }) => ({ SIGNATURE, TIMESTAMP }), true],
    ['two that differ', (headers) => ({ ...headers, SIGNATURE: 'other' }), false],
    ['neither', () => ({}), false],
  ];
  test.each(naming)('of W Checkout is read with %s', async (_name, change, isTrusted) => {
    const reply: Reaction = (request) => ({
      body: xBodies.B2,
      headers: change(signResponse('W_CHECKOUT', request, xBodies.B2, vectorTime)),
    });
    await using stub = await startStub({ brand: 'W_CHECKOUT', replies: [reply] });
    const ended = await create(stub).then(
      ({ refused }) => refused === null,
      (error: unknown) => !(error instanceof OutcomeUnknown),
    );
    expect(ended).toBe(isTrusted);
  });

  test('of XCheckout is not read under the other name', async () => {
    await using stub = await startStub({ replies: [otherNames] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

const echo: Reaction = ({ headers }) => ({
  status: 403,
  body: `{"retcode":"00006","retmsg":"key the-api-key, ${signKey}, ${headers.authorization}"}`,
  headers: {},
});

test('no secret is in any record, log or error', async () => {
  const replies = [
    echo,
    success('{"orderNo":"T2","orderStatus":"PAID"}'),
    { body: '', instead: () => undefined },
  ];
  await using stub = await startStub({ replies, limits: { timeoutMs: 1_000 } });
  const results: unknown[] = [];
  for (let calls = 0; calls < replies.length; calls += 1) {
    results.push(await create(stub).catch((error: unknown) => error));
  }
  const [, business] = stub.exchanges;
  expect(business?.request).toContain('POST /checkout/order/create');
  const [, ...errors] = results;
  const output = inspect([stub.exchanges, stub.logged, errors], { depth: 9, showHidden: true });
  const signatures = stub.received().map(({ headers }) => String(headers['signature']));
  const token = String(stub.received()[0]?.headers.authorization).replace('Bearer ', '');
  for (const secret of [
    'the-api-key',
    'the-api-secret',
    signKey,
    token,
    'refresh-token',
    ...signatures,
  ]) {
    expect(output).not.toContain(secret);
  }
});
