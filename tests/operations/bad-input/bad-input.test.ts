import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  auditedSoFar,
  created,
  footprint,
  newKey,
  orderInput,
  overpaid,
  paid,
  settlementInput,
} from '../../support/operations.ts';
import type { MutationResult } from '../../support/operations.ts';

import { accounts } from './accounts.ts';
import { long } from './kinds.ts';
import type { Targets } from './kinds.ts';
import { orders } from './orders.ts';
import { payouts } from './payouts.ts';

let testApp: TestApp;
let targets: Targets;

beforeAll(async () => {
  testApp = await openTestApp();
  const { id: paidId } = await paid(testApp, 'ANEXPAY_XCHECKOUT');
  const { id } = await created(testApp, 'W_CHECKOUT');
  const payment = await overpaid(testApp, 'W_CHECKOUT');
  await testApp.sandbox.provider('W_CHECKOUT').webhooks.idle();
  targets = { order: id, paid: paidId, payment: payment.id };
});

afterAll(() => testApp.close());

const traces = async () => ({
  ...(await footprint(testApp)),
  audited: await auditedSoFar(testApp),
});

/** A copy of `input` with the value at the dotted path; undefined removes the field. */
function change(input: object, path: string, value: unknown): object {
  const [head = '', ...rest] = path.split('.');
  const members = input as Record<string, unknown>;
  const inner = rest.length === 0 ? value : change(members[head] ?? {}, rest.join('.'), value);
  return { ...members, [head]: inner };
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'left out';
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text;
};

describe.each([...orders, ...payouts, ...accounts])('$mutation', (one) => {
  const { mutation, document, wrong, shapeless } = one;
  const input = () => one.input(testApp, targets);
  const as = () => (one.asAdministrator ? testApp.adminKey : testApp.key);

  const send = (row: object) =>
    testApp.post({ query: print(document), variables: { input: row } }, as());

  it('names the field that is wrong, stores nothing and sends nothing', async () => {
    const before = await traces();
    const unexpected: string[] = [];
    for (const [field, value, at = field] of wrong) {
      const { data, errors } = await send(change(input(), field, value));
      const result = data?.[mutation] as MutationResult | undefined;
      const paths = result?.issues?.map(({ path }) => path.join('.')) ?? [];
      const isRight = [...new Set(paths)].join() === at;
      if (result?.__typename === 'ValidationError' && isRight) continue;
      unexpected.push(
        `${field} = ${show(value)}: ${show(result?.__typename ?? errors)} ${paths.join()}`,
      );
    }
    expect(unexpected).toEqual([]);
    expect(await traces()).toEqual(before);
  });

  it('refuses an input of the wrong shape before anything is done', async () => {
    const before = await traces();
    const unexpected: string[] = [];
    for (const [field, value, at = field] of shapeless) {
      const { data, errors } = await send(change(input(), field, value));
      const [error] = errors ?? [];
      const path = ['input', ...(at === '' ? [] : at.split('.'))].join('.');
      // A missing field is reported at the place where it belongs.
      const missing = value === undefined ? path.split('.').at(-1) : undefined;
      const expected = missing === undefined ? path : path.slice(0, -missing.length - 1);
      const { code, path: named = [] } = (error?.extensions ?? {}) as {
        code?: string;
        path?: unknown[];
      };
      const isNamed = named.join('.') === expected && error?.message.includes(missing ?? '');
      if (!data && code === 'BAD_USER_INPUT' && isNamed) continue;
      unexpected.push(`${field} = ${show(value)}: ${show(data ?? code)} ${named.join('.')}`);
    }
    expect(unexpected).toEqual([]);
    expect(await traces()).toEqual(before);
  });
});

const paths = (result: MutationResult) =>
  [...new Set(result.issues?.map(({ path }) => path.join('.')))].toSorted();

describe('several wrong values', () => {
  const credentials = { apiKey: 'a', apiSecret: 'b', signKey: 'c' };

  it('are all reported at once of an order', async () => {
    const input = orderInput(testApp, 'W_CHECKOUT', {
      idempotencyKey: 'short',
      reference: ' ',
      amount: { amount: '-1', currency: 'XXX', network: 'TRON' },
      customer: { email: 'nobody', phone: '\n' },
      description: '',
      expiresIn: 0,
      returnUrl: 'http://shop.example',
      metadata: [{ key: '', value: '' }],
    });
    expect(paths(await mutate(testApp, documents.createOrder, { input }))).toEqual([
      'amount.amount',
      'amount.currency',
      'customer.email',
      'customer.phone',
      'description',
      'expiresIn',
      'idempotencyKey',
      'metadata.0.key',
      'reference',
      'returnUrl',
    ]);
  });

  it('are all reported at once where the provider requires more than we do', async () => {
    const input = orderInput(testApp, 'W_CHECKOUT', {
      customer: { id: long(65) },
      expiresIn: 59,
      returnUrl: 'http://localhost',
    });
    const result = await mutate(testApp, documents.createOrder, { input });
    expect(paths(result)).toEqual(['customer.id', 'expiresIn', 'returnUrl']);
  });

  it('are all reported at once of a refund and of a settlement', async () => {
    const refund = {
      idempotencyKey: newKey(),
      order: targets.paid,
      amount: { amount: '0', currency: 'USD', network: 'TRON' },
      address: '',
      reason: '\n',
    };
    const refused = await mutate(testApp, documents.createRefund, { input: refund });
    expect(paths(refused)).toEqual(['address', 'amount.amount', 'amount.network', 'reason']);
    const settlement = settlementInput(testApp, 'W_CHECKOUT', {
      amount: { amount: '1', currency: 'USD' },
      destination: { registeredBankAccount: { remitId: 'r', fiat: 'EUR' } },
    });
    expect(paths(await mutate(testApp, documents.createSettlement, { input: settlement }))).toEqual(
      ['amount.currency', 'destination.registeredBankAccount.fiat'],
    );
  });

  it('are all reported at once of an account and of a key', async () => {
    const account = { name: '', baseUrl: 'http://a.example', config: { wCheckout: credentials } };
    const input = change(account, 'config.wCheckout', {
      ...credentials,
      apiKey: '',
      merchantId: '',
    });
    const as = testApp.adminKey;
    expect(paths(await mutate(testApp, documents.createProviderAccount, { input }, as))).toEqual([
      'baseUrl',
      'config.wCheckout.apiKey',
      'config.wCheckout.merchantId',
      'merchant',
      'name',
    ]);
    const key = { name: '', scopes: [] };
    expect(paths(await mutate(testApp, documents.createApiKey, { input: key }, as))).toEqual([
      'merchant',
      'name',
      'scopes',
    ]);
  });
});
