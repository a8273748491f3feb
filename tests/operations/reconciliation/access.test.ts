import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, created, footprint } from '../../support/operations.ts';
import { hour, reconciled } from '../../support/reconciliation.ts';

const provider = 'W_CHECKOUT';

describe('requesting a reconciliation', () => {
  let testApp: TestApp;
  const query = print(documents.reconciliation);
  const at = (ms: number) => new Date(testApp.sandbox.clock.now() + ms).toISOString();
  const post = (variables: object, as?: string) =>
    testApp.post(
      {
        query,
        variables: {
          account: testApp.accounts[provider],
          from: at(-hour),
          to: at(0),
          ...variables,
        },
      },
      as,
    );
  const codeAndMessage = ({ errors, data }: Awaited<ReturnType<typeof post>>) => [
    errors?.[0]?.extensions?.['code'],
    errors?.[0]?.message,
    data ?? null,
  ];
  const keyWith = async (merchant: string, ...scopes: string[]): Promise<string> => {
    const input = { merchant, name: 'some', scopes };
    const result = await mutate(testApp, documents.createApiKey, { input }, testApp.adminKey);
    return String(result['secret']);
  };

  beforeAll(async () => {
    testApp = await openTestApp();
    await created(testApp, provider);
  });

  afterAll(() => testApp.close());

  const day = 24 * hour;

  it.each([
    [
      'from after to',
      () => ({ from: at(-hour), to: at(-2 * hour) }),
      '"to" must not be before "from".',
    ],
    [
      'a range of more than 31 days',
      () => ({ from: at(-31 * day - 1_000) }),
      '"to" must be within 31 days of "from".',
    ],
    ['an end in the future', () => ({ to: at(2 * hour) }), '"to" must not be in the future.'],
    [
      'a time before there were any',
      () => ({ from: '1969-12-31T00:00:00Z', to: '1970-01-01T00:00:00Z' }),
      '"from" must not be before 1970.',
    ],
    [
      'a range in the future',
      () => ({ from: at(hour), to: at(2 * hour) }),
      '"from" must not be in the future. "to" must not be in the future.',
    ],
  ])('refuses %s, and queries no provider', async (_what, variables, message) => {
    const before = await footprint(testApp);
    expect(codeAndMessage(await post(variables()))).toEqual(['BAD_USER_INPUT', message, null]);
    expect(await footprint(testApp)).toEqual(before);
  });

  it.each([
    ['no time', { from: 'yesterday' }],
    ['no account', { account: null }],
  ])('refuses %s before anything is done', async (_what, variables) => {
    const { errors } = await post(variables);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it("gives the same answer for what does not exist and what is another merchant's", async () => {
    const input = { name: 'Another merchant' };
    const { merchant } = await mutate(
      testApp,
      documents.createMerchant,
      { input },
      testApp.adminKey,
    );
    const strange = await keyWith((merchant as { id: string }).id, 'MANAGE');
    const before = await footprint(testApp);
    const answers = await Promise.all([
      post({}, strange),
      post({ account: 'acc_01ARZ3NDEKTSV4RRFFQ69G5FAV' }, strange),
      post({ account: '' }, strange),
      post({ account: 'acc_01ARZ3NDEKTSV4RRFFQ69G5FAV' }),
    ]);
    const expected = ['NOT_FOUND', 'There is no such account.', null];
    expect(answers.map(codeAndMessage)).toEqual(answers.map(() => expected));
    expect(await footprint(testApp)).toEqual(before);
  });

  it('requires the scope MANAGE', async () => {
    const scopes = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE', 'MANAGE'];
    const { merchantId } = testApp;
    const codes = await Promise.all(
      scopes.map(async (scope) => {
        const [code] = codeAndMessage(await post({}, await keyWith(merchantId, scope)));
        return code;
      }),
    );
    const no = 'FORBIDDEN';
    expect(codes).toEqual([no, no, no, no, undefined]);
    expect(codeAndMessage(await post({}, testApp.adminKey))[0]).toBe(no);
  });

  it('accepts an account that is disabled, and one that never had anything', async () => {
    const disable = { id: testApp.accounts.VEXORA, enabled: false };
    await mutate(testApp, documents.updateProviderAccount, { input: disable });
    for (const name of ['VEXORA', 'ANEXPAY_XCHECKOUT'] as const) {
      expect(await reconciled(testApp, name)).toMatchObject({
        checked: 0,
        complete: true,
        findings: [],
      });
    }
  });

  it('returns the number of findings', async () => {
    const order = await created(testApp, provider);
    const sandbox = testApp.sandbox.provider(provider);
    sandbox.webhooks.mode = 'hold';
    sandbox.pay(order.providerReference);
    await reconciled(testApp, provider);
    const metrics = await fetch(testApp.url.replace('/graphql', '/metrics'));
    expect(await metrics.text()).toContain(
      'paygraph_reconciliation_findings_total{provider="W_CHECKOUT",kind="STATUS"} 1',
    );
  });
});
