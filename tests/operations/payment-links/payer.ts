import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, usdt } from '../../support/operations.ts';
import type { MutationResult } from '../../support/operations.ts';

export const stablecoin = { stablecoin: usdt };
export const pix = { pix: { presentation: 'QR_CODE' } };

/** 100.00 USD, paid in USDT, once. */
export const linkInput = (more: object = {}) => ({
  idempotencyKey: newKey(),
  reference: 'invoice 7',
  amount: { amount: '100.00', currency: 'USD' },
  methods: [stablecoin],
  ...more,
});

export interface Link {
  id: string;
  url: string;
  status: string;
}

export const createLink = (
  testApp: Pick<TestApp, 'post'>,
  input: object,
  as?: string,
): Promise<MutationResult> => mutate(testApp, documents.createPaymentLink, { input }, as);

export async function madeLink(testApp: TestApp, more: object = {}): Promise<Link> {
  const result = await createLink(testApp, linkInput(more));
  if (!result['paymentLink']) throw new Error(JSON.stringify(result));
  return result['paymentLink'] as Link;
}

/** The link, served by this process. */
export const at = ({ url: graphql }: Pick<TestApp, 'url'>, { url }: Link, query = ''): string =>
  new URL(new URL(url).pathname + query, graphql).href;

export const look = (
  testApp: Pick<TestApp, 'url'>,
  link: Link,
  headers: Record<string, string> = {},
  query = '',
): Promise<Response> => fetch(at(testApp, link, query), { redirect: 'manual', headers });

/** The values of a form as the page has them: what is hidden, and the first choice. */
export async function formOn(page: Response): Promise<Record<string, string>> {
  const html = await page.text();
  const inputs = html.matchAll(/<input\b[^>]*>/g);
  const values: Record<string, string> = {};
  for (const [input] of inputs) {
    const [name, value] = ['name', 'value'].map(
      (attribute) => new RegExp(`\\b${attribute}="([^"]*)"`).exec(input)?.[1],
    );
    if (name !== undefined) values[name] ??= value ?? '';
  }
  return values;
}

export const submit = (
  testApp: Pick<TestApp, 'url'>,
  link: Link,
  values: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(at(testApp, link), {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(values),
  });

/** Opens the page and sends what it shows, completed. */
export async function pay(
  testApp: Pick<TestApp, 'url'>,
  link: Link,
  values: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return submit(testApp, link, { ...(await formOn(await look(testApp, link))), ...values });
}

/** The link with its orders, newest first. */
export async function linkOf(testApp: TestApp, { id }: Link) {
  const { paymentLink } = await testApp.request(documents.paymentLink, { id });
  if (!paymentLink) throw new Error(`no link ${id}`);
  return paymentLink;
}

/** All orders of the merchant, whatever made them. */
export async function ordersThere({ app }: TestApp): Promise<number> {
  const row = await app.deps.read.get<{ count: number }>('select count(*) as count from orders');
  return Number(row?.count);
}
