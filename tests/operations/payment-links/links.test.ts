import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { verified } from '../../support/verified.ts';
import { mutate, newKey } from '../../support/operations.ts';
import {
  createLink,
  formOn,
  linkInput,
  linkOf,
  look,
  madeLink,
  pay,
  pix,
  submit,
} from './payer.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_LIMITS: 'linkFormsPerMinute=1000' } });
});
afterAll(() => testApp.close());

const read = () => testApp.app.deps.read;

describe('createPaymentLink', () => {
  it('makes one link for a key, and shows it again', async () => {
    const input = linkInput({ maximumUses: 3, expiresIn: 3600 });
    const made = await createLink(testApp, input);
    expect(made).toMatchObject({
      __typename: 'CreatePaymentLinkSuccess',
      replayed: false,
      paymentLink: { status: 'ACTIVE', uses: 0, maximumUses: 3, methods: ['STABLECOIN'] },
    });
    const again = await createLink(testApp, {
      ...input,
      amount: { amount: '100', currency: 'USD' },
    });
    expect(again).toEqual({ ...made, replayed: true });
    const other = await createLink(testApp, { ...input, maximumUses: 4 });
    expect(other).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['maximumUses'],
    });
  });

  it('stores its token sealed and by its hash, so that the database opens no link', async () => {
    const { id, url } = await madeLink(testApp);
    const token = url.slice(url.lastIndexOf('/') + 1);
    expect(token).toMatch(/^plk_[0-9a-f]{64}$/);
    const row = await read().get('select * from payment_links where id = ?', id);
    expect(JSON.stringify(row)).not.toContain(token.slice(4));
  });

  it.each([
    ['no method', { methods: [] }, ['methods']],
    ['a method twice', { methods: [pix, pix] }, ['methods', '1']],
    ['no use', { maximumUses: 0 }, ['maximumUses']],
    ['too many uses', { maximumUses: 1_000_001 }, ['maximumUses']],
    ['an expiry in the past', { expiresIn: -1 }, ['expiresIn']],
    ['an expiry that is far off', { expiresIn: 2_147_483_647 }, ['expiresIn']],
    ['an order that expires at once', { orderExpiresIn: 0 }, ['orderExpiresIn']],
    ['no reference', { reference: '' }, ['reference']],
    ['an amount of nothing', { amount: { amount: '0', currency: 'USD' } }, ['amount', 'amount']],
    ['a plain return address', { returnUrl: 'http://shop.example' }, ['returnUrl']],
    ['a text that is too long', { description: 'x'.repeat(256) }, ['description']],
    [
      'a method that lacks something',
      { methods: [{ upi: { flow: 'COLLECT' } }], amount: { amount: '10', currency: 'INR' } },
      ['methods', '0', 'upi', 'vpa'],
    ],
    ['an address of nobody', { customer: { email: 'nobody' } }, ['customer', 'email']],
  ])('refuses %s, and names it', async (_what, more, path) => {
    const before = await countLinks();
    const result = await createLink(testApp, linkInput(more));
    expect(result.__typename).toBe('ValidationError');
    expect(result.issues?.map((issue) => issue.path)).toContainEqual(path);
    expect(await countLinks()).toBe(before);
  });

  it('refuses what no payer could pay: no account can do it, or the provider refuses a value', async () => {
    const amount = { amount: '10', currency: 'EUR' };
    expect(await createLink(testApp, linkInput({ amount, methods: [pix] }))).toMatchObject({
      __typename: 'NoRouteError',
    });
    const nobodys = linkInput({ account: 'acc_01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    expect(await createLink(testApp, nobodys)).toMatchObject({ __typename: 'NotFoundError' });
    const wrong = {
      amount: { amount: '10', currency: 'BRL' },
      methods: [pix],
      account: testApp.accounts.NEXAPAY,
      customer: { document: '1' },
    };
    const result = await createLink(testApp, linkInput(wrong));
    expect(result.issues?.map(({ path }) => path)).toEqual([['customer', 'document']]);
  });
});

const countLinks = async () => (await read().all('select id from payment_links')).length;

describe('payment links', () => {
  it('are listed newest first, by reference too, in pages', async () => {
    const reference = `order ${newKey()}`;
    const made = [];
    for (let nth = 0; nth < 3; nth += 1) made.push((await madeLink(testApp, { reference })).id);
    const filter = { reference };
    const first = await testApp.request(documents.paymentLinks, { first: 2, filter });
    expect(first.paymentLinks.pageInfo.hasNextPage).toBe(true);
    const after = first.paymentLinks.pageInfo.endCursor;
    const rest = await testApp.request(documents.paymentLinks, { first: 2, after, filter });
    const ids = [...first.paymentLinks.nodes, ...rest.paymentLinks.nodes].map(({ id }) => id);
    expect(ids).toEqual(made.toReversed());
  });

  it('list their orders newest first, in pages', async () => {
    const link = await madeLink(testApp, { maximumUses: 3 });
    for (let nth = 0; nth < 3; nth += 1) await pay(testApp, link);
    const all = (await linkOf(testApp, link)).orders.nodes.map(({ id }) => id);
    const page = async (after: string | null) => {
      const variables = { id: link.id, first: 2, after };
      const { paymentLink } = await testApp.request(documents.paymentLink, variables);
      return paymentLink?.orders;
    };
    const first = await page(null);
    const rest = await page(first?.pageInfo.endCursor ?? null);
    expect([...(first?.nodes ?? []), ...(rest?.nodes ?? [])].map(({ id }) => id)).toEqual(all);
    expect(all).toEqual(all.toSorted().toReversed());
  });

  it('are disabled once, and by their own merchant', async () => {
    const { id } = await madeLink(testApp);
    const disable = (link: string) => mutate(testApp, documents.disablePaymentLink, { id: link });
    const disabled = await disable(id);
    expect(disabled).toMatchObject({ paymentLink: { id, status: 'DISABLED' } });
    await testApp.advance(1000);
    expect(await disable(id)).toEqual(disabled);
    expect(await disable('lnk_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leave an entry in the audit trail for an order, and none for what has no effect', async () => {
    const link = await madeLink(testApp);
    const values = await formOn(await look(testApp, link));
    await submit(testApp, link, { ...values, method: '9' });
    await submit(testApp, link, values);
    await submit(testApp, link, values);
    const { orders } = await linkOf(testApp, link);
    const entries = await read().all<{ id: string; mutation: string; arguments: string }>(
      `select e.* from audit_entries e join audit_subjects s on s.entry_id = e.id
       where s.subject_id = ? and e.principal = 'PAYMENT_LINK'`,
      link.id,
    );
    expect(entries).toMatchObject([
      {
        mutation: 'createOrder',
        arguments: JSON.stringify({ paymentLink: link.id, method: 'STABLECOIN' }),
        merchant_id: testApp.merchantId,
        source: '127.0.0.1',
      },
    ]);
    const [subject, outcome] = await Promise.all([
      read().get(
        'select * from audit_subjects where entry_id = ? and subject_id = ?',
        entries[0]?.id ?? '',
        orders.nodes[0]?.id ?? '',
      ),
      read().get('select outcome from audit_outcomes where entry_id = ?', entries[0]?.id ?? ''),
    ]);
    expect(subject).toBeDefined();
    expect(outcome).toEqual({ outcome: 'SUCCEEDED' });
  });

  it('are held against the rules: a token that does not open, an order that is lost', async () => {
    const link = await madeLink(testApp, { maximumUses: 5 });
    for (let nth = 0; nth < 2; nth += 1) await pay(testApp, link);
    const { sealer, queue } = testApp.app.deps;
    const found = () => verified(testApp.databaseUrl, { sealer });
    expect(await found()).toEqual([]);
    const token = await read().get<{ token: string }>(
      'select token from payment_links where id = ?',
      link.id,
    );
    await queue.commit(async (tx) => {
      const first = 'delete from payment_link_uses where payment_link_id = ? and number = 1';
      await tx.run(first, link.id);
      await tx.run("update payment_links set token = 'no' where id = ?", link.id);
    });
    const findings = await found();
    expect(new Set(findings.map((line) => line.split(':')[0]))).toEqual(
      new Set(['link-uses', 'sealed']),
    );
    await queue.commit(async (tx) => {
      await tx.run('update payment_link_uses set number = 1 where payment_link_id = ?', link.id);
      await tx.run('update payment_links set token = ? where id = ?', token?.token ?? '', link.id);
    });
  });

  it('keep their address, their form and their order over a restart', async () => {
    const link = await madeLink(testApp, { maximumUses: 2 });
    const values = await formOn(await look(testApp, link));
    await submit(testApp, link, values);
    await testApp.restart();
    expect(new URL((await linkOf(testApp, link)).url).pathname).toBe(new URL(link.url).pathname);
    expect((await submit(testApp, link, values)).status).toBe(303);
    expect((await linkOf(testApp, link)).uses).toBe(1);
  });
});
