import { describe, expect, it } from 'vitest';
import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import type { RawReply } from './client.ts';
import { BRAND_NAMES, openTestSandbox, send } from './client.ts';

interface TokenAnswer {
  retcode: unknown;
  success?: boolean;
  retdata: {
    access_token: string;
    refresh_token: string;
    expires_in: number;
    rt_expires_in: number;
    client_id?: number;
  };
}

function read(reply: RawReply): TokenAnswer {
  const answer: TokenAnswer = JSON.parse(reply.body);
  return answer;
}

describe.each(BRAND_NAMES)('the token endpoint of %s', (name) => {
  async function open() {
    const testSandbox = await openTestSandbox(name);
    const { apiKey, apiSecret } = testSandbox.merchant.credentials;
    const form = `grant_type=client_credentials&api_key=${apiKey}&api_secret=${apiSecret}`;
    const url = `${testSandbox.provider.baseUrl}/user/auth/oauth2/token`;
    const order = (token: string) =>
      testSandbox.merchant.get('/checkout/order/info?orderNo=X', { token });
    return { ...testSandbox, apiKey, apiSecret, form, url, order };
  }

  it('accepts client credentials in query, form and multipart alike, unsigned', async () => {
    const { form, url } = await open();
    const multipart = new FormData();
    new URLSearchParams(form).forEach((value, key) => multipart.append(key, value));
    const packed = new Response(multipart);
    const replies = [
      await send(`${url}?${form}`, 'POST', { signature: 'ignored' }),
      await send(url, 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, form),
      await send(
        url,
        'POST',
        { 'content-type': packed.headers.get('content-type') ?? '' },
        await packed.text(),
      ),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(200);
      expect(reply.headers['signature']).toBeUndefined();
      const { retcode, success, retdata } = read(reply);
      expect([retcode, success]).toEqual([200, true]);
      expect(retdata).toMatchObject({ expires_in: 21_600, rt_expires_in: 43_200 });
      expect(retdata.access_token).toMatch(/^[A-Za-z0-9]{24}$/);
    }
  });

  it('keeps one valid token per key, which expires on time', async () => {
    const { form, url, order, clock } = await open();
    const first = read(await send(`${url}?${form}`, 'POST', {})).retdata.access_token;
    expect((await order(first)).retcode).toBe('90404');
    const second = read(await send(`${url}?${form}`, 'POST', {})).retdata.access_token;
    const dead = await order(first);
    expect([dead.http.status, dead.retcode]).toEqual([401, '90401']);
    await clock.advance(21_600_000 - 1);
    expect((await order(second)).retcode).toBe('90404');
    await clock.advance(1);
    expect((await order(second)).retcode).toBe('90401');
  });

  it('refreshes once per refresh token, which expires with any newer token', async () => {
    const { form, url, order, clock } = await open();
    const refresh = (token: string) =>
      send(`${url}?grant_type=refresh_token&refresh_token=${token}`, 'POST', {});
    const first = read(await send(`${url}?${form}`, 'POST', {})).retdata;
    await clock.advance(30_000_000);
    const second = read(await refresh(first.refresh_token)).retdata;
    expect((await order(second.access_token)).retcode).toBe('90404');
    expect((await refresh(first.refresh_token)).status).toBe(401);
    await send(`${url}?${form}`, 'POST', {});
    expect(read(await refresh(second.refresh_token)).retcode).toBe('90401');
    const last = read(await send(`${url}?${form}`, 'POST', {})).retdata;
    await clock.advance(43_200_000);
    expect(read(await refresh(last.refresh_token)).retcode).toBe('90401');
  });

  it.each([
    ['a wrong secret', '90401', 401, (form: string) => `?${form}x`],
    ['an unknown key', '90401', 401, () => '?grant_type=client_credentials&api_key=a&api_secret=b'],
    ['another grant', '00008', 200, (form: string) => `?${form.replace('client_', '')}`],
    ['a missing name', '00008', 200, () => '?grant_type=client_credentials&api_key=a'],
    ['a repeated name', '00008', 200, (form: string) => `?${form}&api_key=a`],
    ['an unknown name', '00008', 200, (form: string) => `?${form}&scope=all`],
  ])('refuses %s with %s', async (_, retcode, status, query) => {
    const { form, url } = await open();
    const reply = await send(url + query(form), 'POST', {});
    expect([read(reply).retcode, reply.status]).toEqual([retcode, status]);
  });
});

async function grant(name: StablecoinBrand) {
  const testSandbox = await openTestSandbox(name);
  const { apiKey, apiSecret } = testSandbox.merchant.credentials;
  const body = { grantType: 'password', email: 'a@b.c', password: 'p', apiKey, apiSecret };
  const url = `${testSandbox.provider.baseUrl}/user/auth/oauth2/token`;
  const headers = { 'content-type': 'application/json' };
  return { ...testSandbox, reply: read(await send(url, 'POST', headers, JSON.stringify(body))) };
}

describe('the JSON password grant', () => {
  it('is unknown to W Checkout', async () => {
    expect((await grant('W_CHECKOUT')).reply.retcode).toBe('00008');
  });

  it('gives XCheckout a token of half an hour without a refresh token', async () => {
    const { clock, merchant, reply } = await grant('ANEXPAY_XCHECKOUT');
    const { retcode, retdata } = reply;
    const order = (token: string) => merchant.get('/checkout/order/info?orderNo=X', { token });
    expect(retcode).toBe('200');
    expect(Object.keys(retdata)).toEqual(['access_token', 'token_type', 'expires_in', 'client_id']);
    expect(retdata.expires_in).toBe(1800);
    await clock.advance(1_800_000 - 1);
    expect((await order(retdata.access_token)).retcode).toBe('90404');
    await clock.advance(1);
    expect((await order(retdata.access_token)).retcode).toBe('90401');
  });
});
