import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secret.ts';
import { shareToken } from '../../src/operations/access-tokens.ts';
import { NotSent } from '../../src/providers/provider.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, mutate, orderInput } from '../support/operations.ts';
import * as documents from '../support/documents.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
beforeEach(async () => {
  testApp = await openTestApp();
});
afterEach(() => testApp.close());

const sandbox = () => testApp.sandbox.provider(provider);
const requested = (): number =>
  sandbox()
    .requests()
    .filter(({ operation }) => operation === 'token').length;
const refused = (): number =>
  sandbox()
    .requests()
    .filter(({ code }) => code === '90401').length;

const three = async () => [testApp, await testApp.another(), await testApp.another()];
type Posts = Awaited<ReturnType<typeof three>>;

const createAtEach = async (all: Posts): Promise<void> => {
  const results = await Promise.all(
    all.map((at) => mutate(at, documents.createOrder, { input: orderInput(testApp, provider) })),
  );
  expect(results.map(({ order }) => order?.status)).toEqual(results.map(() => 'AWAITING_PAYMENT'));
};

describe('three processes of one account', () => {
  it('request one access token together, and another when it is to be renewed', async () => {
    const all = await three();
    await createAtEach(all);
    expect([requested(), refused()]).toEqual([1, 0]);
    await testApp.sandbox.clock.advance(21_600_000);
    await createAtEach(all);
    expect(requested()).toBe(2);
  });

  it('use the new token of the one whose token was refused', async () => {
    const all = await three();
    await createAtEach(all);
    sandbox().faults.arm({ fault: 'expired-token', operation: 'createOrder' });
    await created(testApp, provider);
    expect(requested()).toBe(2);
    await createAtEach(all);
    expect(requested()).toBe(2);
    expect(testApp.sandbox.provider(provider).effects().ordersCreated).toBe(7);
  });

  it('find it again after a restart, and not with other credentials', async () => {
    await created(testApp, provider);
    await testApp.restart();
    await created(testApp, provider);
    expect(requested()).toBe(1);
    const { merchantId, ...keys } = sandbox().createMerchantAccount({});
    await testApp.post(
      {
        query: `mutation ($input: UpdateProviderAccountInput!) {
          updateProviderAccount(input: $input) { __typename }
        }`,
        variables: {
          input: {
            id: testApp.accounts[provider],
            config: { wCheckout: { ...keys, merchantId } },
          },
        },
      },
      testApp.adminKey,
    );
    await created(testApp, provider);
    expect([requested(), refused()]).toEqual([2, 0]);
  });
});

const now = () => testApp.app.deps.now();
const fail = () => Promise.reject(new UnavailableError('the disk is full'));
const grant = (value: string) => async () => ({
  ok: true as const,
  value: new Secret(value),
  renewAt: now() + 1_000_000,
});
const never = () => Promise.reject(new Error('requested'));

/** The claim is written, and nothing after it. */
function onlyOnce() {
  const { queue } = testApp.app.deps;
  let isFirst = true;
  return (unit: Parameters<typeof queue.commit>[0]) => {
    if (!isFirst) return fail();
    isFirst = false;
    return queue.commit(unit);
  };
}

describe('the shared token of an account', () => {
  const owner = { id: 'acc_1', baseUrl: 'https://provider.example', credentials: '{}' };
  const share = (deps: object = {}) => shareToken({ ...testApp.app.deps, ...deps }, owner);
  const valueOf = async (got: ReturnType<ReturnType<typeof share>['get']>) => {
    const answer = await got;
    return answer.ok ? answer.value.reveal() : null;
  };

  it('is stored sealed', async () => {
    await share().get(null, grant('the-secret-token'));
    const row = await testApp.app.deps.read.get<{ token: string }>(
      'select token from access_tokens where account_id = ?',
      owner.id,
    );
    expect(row?.token).toMatch(/^v2\./);
    expect(row?.token).not.toContain('the-secret-token');
    expect(await valueOf(share().get(null, never))).toBe('the-secret-token');
  });

  it('is requested by one at a time, while the others wait for it', async () => {
    const got = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof grant>>>>();
    const begun = Promise.withResolvers<void>();
    const first = share().get(null, () => {
      begun.resolve();
      return got.promise;
    });
    await begun.promise;
    const others = [share().get(null, never), share().get(null, never)];
    got.resolve(await grant('one')());
    expect(await Promise.all([first, ...others].map(valueOf))).toEqual(['one', 'one', 'one']);
  });

  it('is requested again where the request failed, or where its process is gone', async () => {
    const failed = share().get(null, () => Promise.reject(new NotSent('refused connection')));
    await expect(failed).rejects.toThrow('refused connection');
    expect(await valueOf(share().get(null, grant('two')))).toBe('two');
    const gone = share({ queue: { ...testApp.app.deps.queue, commit: onlyOnce() } });
    await expect(gone.get(new Secret('two'), grant('lost'))).resolves.toMatchObject({ ok: true });
    await testApp.sandbox.clock.advance(45_000);
    expect(await valueOf(share().get(new Secret('two'), grant('three')))).toBe('three');
  });

  it('is not requested by a process whose clock is a little behind', async () => {
    const got = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof grant>>>>();
    const ahead = share().get(null, () => got.promise);
    const behind = share({ now: () => now() - 1_000 }).get(null, never);
    got.resolve(await grant('one')());
    expect(await Promise.all([ahead, behind].map(valueOf))).toEqual(['one', 'one']);
  });

  it('that cannot be claimed means that nothing was sent', async () => {
    const got = share({ queue: { commit: fail } }).get(null, never);
    await expect(got).rejects.toThrow(NotSent);
  });
});
