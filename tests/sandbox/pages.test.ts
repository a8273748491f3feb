import { scriptPolicy } from '../../sandbox/double/pages/script.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutOurScript } from './our-script.ts';
import type { CreateOrderInput } from '../generated/graphql.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { newKey, usdt } from '../support/operations.ts';

/** What a payer or a merchant may write where somebody else reads it. */
const script = '<script>alert(1)</script>';
const image = '"><img src=x onerror=alert(1)>';

const stablecoin = { amount: { amount: '100', currency: 'USD' }, method: { stablecoin: usdt } };
const customer = {
  id: script,
  firstName: script,
  lastName: image,
  email: 'payer@example.test',
  document: '123.456.789-00',
};
const orders = {
  ANEXPAY_XCHECKOUT: { ...stablecoin, customer, description: image },
  W_CHECKOUT: { ...stablecoin, customer, description: image },
  VEXORA: {
    amount: { amount: '300', currency: 'TWD' },
    method: { eWallet: { wallet: 'LINEPAY' } },
    customer: { ...customer, firstName: '小明', phone: '0912345678', ipAddress: '203.0.113.7' },
    returnUrl: 'https://shop.example/back?x="><script>alert(1)</script>',
  },
  NEXAPAY: {
    amount: { amount: '100', currency: 'BRL' },
    method: { pix: { presentation: 'HOSTED_PAGE' } },
    customer: { ...customer, phone: '+5511987654321' },
    description: image,
    returnUrl: 'https://shop.example/back',
  },
  EXAMPLEPAY: {
    amount: { amount: '100', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: { ...customer, phone: '+919876543210' },
    description: image,
    returnUrl: 'https://shop.example:8443/back',
  },
} satisfies Record<string, Partial<CreateOrderInput>>;

type Name = keyof typeof orders;

/** Where a form of the cashier page leads, other than the page itself. */
const leadsTo: Partial<Record<Name, string>> = {
  NEXAPAY: ' https://shop.example',
  EXAMPLEPAY: ' https://shop.example:8443',
};

let testSandbox: TestApp;

beforeAll(async () => {
  testSandbox = await openTestApp();
});
afterAll(() => testSandbox.close());

const policy = (targets: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; ${scriptPolicy}; base-uri 'none'; ` +
  `frame-ancestors 'none'; form-action 'self'${targets}`;

describe.each(Object.keys(orders) as Name[])('pages of the sandbox of %s', (name) => {
  let pages: { cashier: Response; operator: Response };
  let texts: string[];

  beforeAll(async () => {
    const { createOrder } = await testSandbox.request(documents.createOrder, {
      input: {
        idempotencyKey: newKey(),
        reference: script,
        account: testSandbox.accounts[name],
        ...orders[name],
      },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess')
      throw new Error(JSON.stringify(createOrder));
    const action = JSON.stringify(createOrder.order.nextAction);
    const [url = ''] = /http:\/\/127[^"]+/.exec(action) ?? [action];
    const { origin } = new URL(url);
    pages = { cashier: await fetch(url), operator: await fetch(`${origin}/operator`) };
    texts = await Promise.all([pages.cashier.text(), pages.operator.text()]);
  });
  it('show what others wrote as text', () => {
    expect([pages.cashier.status, pages.operator.status]).toEqual([200, 200]);
    for (const text of texts) {
      expect(withoutOurScript(text)).not.toMatch(/<script|<img|javascript:/i);
    }
  });

  it('let no script run but that of cashier pages, nobody frame them, and no form lead elsewhere', () => {
    const policies = [pages.cashier, pages.operator].map(({ headers }) =>
      headers.get('content-security-policy'),
    );
    expect(policies).toEqual([policy(leadsTo[name] ?? ''), policy('')]);
    for (const { headers } of [pages.cashier, pages.operator]) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    }
  });
});
