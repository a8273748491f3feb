import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const update = `mutation ($input: UpdateCheckoutThemeInput!) {
  updateCheckoutTheme(input: $input) {
    ... on UpdateCheckoutThemeSuccess { merchant { checkoutTheme { displayName color logo } } }
    ... on ValidationError { issues { path message } }
    ... on Error { code }
  }
}`;

const image = (type: string, ...bytes: number[]): string =>
  `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
const png = image('png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

interface Updated {
  merchant?: { checkoutTheme: Record<string, string | null> };
  issues?: { path: string[]; message: string }[];
  code?: string;
}

async function updated(input: object, as?: string): Promise<Updated> {
  const { data } = await testApp.post({ query: update, variables: { input } }, as);
  return (data as { updateCheckoutTheme: Updated }).updateCheckoutTheme;
}

const themeAfter = async (input: object) => (await updated(input)).merchant?.checkoutTheme;

it("a theme is the merchant's name until it is changed, and what is left out stays", async () => {
  const name = 'Test merchant';
  expect(await themeAfter({})).toEqual({ displayName: name, color: null, logo: null });
  const theme = { displayName: 'Café Müller', color: '#1a73e8', logo: png };
  expect(await themeAfter({ ...theme, color: '#1A73E8' })).toEqual(theme);
  expect(await themeAfter({ color: '#000000' })).toEqual({ ...theme, color: '#000000' });
  const plain = { displayName: name, color: '#000000', logo: null };
  expect(await themeAfter({ displayName: null, logo: null })).toEqual(plain);
});

it.each([
  ['displayName', ''],
  ['displayName', ' '],
  ['displayName', 'x'.repeat(61)],
  ['displayName', 'two\nlines'],
  ['color', 'red'],
  ['color', '#12345'],
  ['color', '#1234567'],
  ['color', '#ffffff;x'],
  ['logo', 'https://shop.example/logo.png'],
  ['logo', 'data:image/svg+xml;base64,PHN2Zy8+'],
  ['logo', image('png', 0xff, 0xd8, 0xff)],
  ['logo', image('jpeg', 1, 2, 3)],
  ['logo', 'data:image/png;base64,'],
  ['logo', `${png.slice(0, -1)}"`],
  ['logo', `${png} onerror=alert(1)`],
] as const)('a %s of %j is refused by name, and nothing is changed', async (field, value) => {
  const before = await themeAfter({});
  const { issues, code } = await updated({ color: '#abcdef', [field]: value });
  expect(code).toBe('VALIDATION_FAILED');
  expect(issues?.map(({ path }) => path)).toEqual([[field]]);
  expect(await themeAfter({})).toEqual(before);
});

it.each([
  ['JPEG', image('jpeg', 0xff, 0xd8, 0xff, 0xe0)],
  ['WebP', image('webp', ...Buffer.from('RIFF\n\0\0\0WEBPVP8 ', 'latin1'))],
])('a logo may be a %s', async (_type, logo) => {
  expect((await themeAfter({ logo }))?.['logo']).toBe(logo);
});

it('the administrator names the merchant, who must be there', async () => {
  const { adminKey, merchantId: merchant } = testApp;
  expect((await updated({ color: '#111111' }, adminKey)).issues?.[0]?.path).toEqual(['merchant']);
  expect((await updated({ merchant: 'mer_0', color: '#111111' }, adminKey)).code).toBe('NOT_FOUND');
  const changed = await updated({ merchant, color: '#222222' }, adminKey);
  expect(changed.merchant?.checkoutTheme['color']).toBe('#222222');
});

it('an order has one address of its checkout page, with a token of that order alone', async () => {
  const { id } = await created(testApp, 'W_CHECKOUT');
  const query = 'query ($id: ID!) { order(id: $id) { checkoutPageUrl } }';
  const url = async (as?: string): Promise<string> => {
    const { data } = await testApp.post({ query, variables: { id } }, as);
    return (data as { order: { checkoutPageUrl: string } }).order.checkoutPageUrl;
  };
  const address = await url();
  const base = testApp.app.deps.publicUrl;
  expect(address.startsWith(`${base}/pay/`)).toBe(true);
  const token = address.slice(`${base}/pay/`.length);
  expect([await url(), await url(token)]).toEqual([address, address]);
  const others = await testApp.post({ query, variables: { id: 'ord_0' } }, token);
  expect(others.data).toEqual({ order: null });
});

it('lists have the address too', async () => {
  const query =
    '{ orders(first: 1) { nodes { checkoutPageUrl } edges { node { checkoutPageUrl } } } }';
  const { data } = await testApp.post({ query });
  const found = {
    checkoutPageUrl: expect.stringMatching(/\/pay\/[\w-]+\.[\w-]+\.[\w-]+$/) as string,
  };
  expect(data).toEqual({ orders: { nodes: [found], edges: [{ node: found }] } });
});

it('a logo of more than 65,536 characters is refused', async () => {
  const bytes = Buffer.concat([Buffer.from('iVBORw0KGgo=', 'base64'), Buffer.alloc(49_144)]);
  const logo = `data:image/png;base64,${bytes.toString('base64')}`;
  const { issues } = await updated({ logo });
  const message = 'must have at most 65536 characters';
  expect(issues).toEqual([{ path: ['logo'], message }]);
});
