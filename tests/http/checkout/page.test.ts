import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseLanguage, languages } from '../../../src/http/checkout/languages/choose.ts';
import { contrast, readable } from '../../../src/http/checkout/theme.ts';
import { createFormats } from '../../../src/http/checkout/formats.ts';
import { money } from '../../../src/domain/money.ts';
import { serveStates } from './serve.ts';
import type { Served } from './serve.ts';
import { address, brCode, outcomes, states } from './states.ts';

let served: Served;
beforeAll(async () => {
  served = await serveStates();
});
afterAll(() => served[Symbol.asyncDispose]());

const open = async (state: string, language = 'en'): Promise<string> => {
  const answer = await fetch(`${served.pageOf(state)}?lang=${language}`);
  expect(answer.status).toBe(200);
  return answer.text();
};

/** As a payer reads it. */
const textOf = (html: string): string =>
  html
    .replace(/<(head|svg|footer)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');

const headingOf = (html: string): string =>
  textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').trim();

describe('every state, in every language', () => {
  it.each(Object.keys(outcomes))('%s has a heading of its own in each', async (state) => {
    const pages = await Promise.all(languages.map(({ tag }) => open(state, tag)));
    const headings = pages.map(headingOf);
    expect(new Set(headings).size).toBe(languages.length);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`<html lang="${languages[at]?.tag}">`);
      expect(page).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('no two states have the same heading', async () => {
    const headings = await Promise.all(
      Object.keys(outcomes).map(async (one) => headingOf(await open(one))),
    );
    expect(new Set(headings).size).toBe(headings.length);
  });
});

describe('what the payer has to do', () => {
  it('is to send exactly this much, on this network, to this address', async () => {
    const html = await open('TO_PAY');
    expect(textOf(html)).toContain('Send exactly 1,234.5678\u00a0USDT'.replace('\u00a0', ' '));
    expect(html).toContain('data-copy="1234.5678"');
    expect(html).toContain(`data-copy="${address}"`);
    expect(textOf(html)).toContain('Send only USDT, and only on TRON (TRC-20)');
    expect(html).toContain('href="https://provider.example/pay/1"');
  });

  it('is to send the rest, once a part has come in', async () => {
    const html = await open('TO_PAY_REST');
    expect(html).toContain('data-copy="234.5678"');
    expect(html).not.toContain('data-copy="1234.5678"');
    expect(headingOf(html)).toBe('234.5678 USDT is still missing');
  });

  it('is to scan or copy a code, or to continue elsewhere', async () => {
    expect(await open('QR_CODE')).toContain(`data-copy="${brCode}"`);
    expect(await open('QR_CODE')).toContain('aria-label="QR code of this payment"');
    expect(await open('REDIRECT')).toContain('href="https://provider.example/pay?a=1&#38;b=2"');
    expect(await open('REDIRECT')).not.toContain('<svg');
    expect(await open('APP_LINK')).toContain(
      'href="upi://pay?pa=shop@bank&#38;am=10.00&#38;cu=INR"',
    );
    expect(await open('APP_LINK')).toContain('<svg');
  });

  it('ends with the time to pay', async () => {
    expect(await open('TO_PAY')).toMatch(/<p class="caution" id="overdue" hidden>/);
    expect(await open('OVERDUE')).toMatch(/<p class="caution" id="overdue" >/);
    expect(textOf(await open('OVERDUE'))).toContain('Please do not pay any more.');
  });

  it.each(Object.keys(outcomes).filter((state) => !['TO_PAY', 'TO_PAY_REST'].includes(state)))(
    'is nothing with money while it is %s',
    async (state) => {
      const html = await open(state);
      expect(html).not.toContain('data-copy');
      expect(html).not.toContain('id="continue"');
    },
  );
});

describe('what became of the money', () => {
  it('is said of refunds, without why they were made or failed', async () => {
    const text = textOf(await open('WITH_REFUNDS'));
    for (const state of [
      'On its way',
      'asking the provider',
      'Refunded',
      'Not made',
      'Came back',
    ]) {
      expect(text).toContain(state);
    }
  });

  it('is said of money that does not fit, and that the merchant knows', async () => {
    const text = textOf(await open('WITH_ABNORMAL'));
    expect(text).toContain('You paid 7.00 USDT more than was due. Café <Müller> has been informed');
    expect(text).toContain('20.00 USDT arrived, which is less than was due.');
    expect(text).toContain('20.00 USDT arrived after this payment was over.');
    expect(text).toContain('Café <Müller> has dealt with it.');
  });

  it.each(['DECLINED', 'FAILED'])('%s shows nothing of the provider', async (state) => {
    expect(await open(state)).not.toMatch(/internal|E1|not for payers/);
  });

  it('leads back to the merchant, or says that the page may be closed', async () => {
    expect(await open('PAID')).toContain('href="https://shop.example/back?a=1&#38;b=2"');
    expect(textOf(await open('FAILED'))).toContain('You may close this page.');
  });
});

describe('the answer', () => {
  it('shows nothing but this server may be loaded, and nobody may keep or frame it', async () => {
    const { headers } = await fetch(served.pageOf('TO_PAY'));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-/);
    expect(policy).toContain("img-src data:; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('shows what the merchant wrote as text', async () => {
    const html = await open('TO_PAY');
    expect(html).not.toMatch(/<Müller>|<tickets>/);
    expect(textOf(html)).toContain('Two <tickets> & "more"');
  });

  it('has no token in it', async () => {
    for (const state of [...Object.keys(states), 'EXPIRED_TOKEN']) {
      const answer = await fetch(served.pageOf(state));
      expect(await answer.text()).not.toContain(`a.${state}.b`);
    }
  });

  it.each([
    ['pay/nothing', 404, 'There is no such payment'],
    ['pay/', 404, 'There is no such payment'],
    ['pay/a.b.c/d', 404, 'There is no such payment'],
    [`pay/${'a'.repeat(3000)}.b.c`, 404, 'There is no such payment'],
    ['pay/pgk_0123456789abcdef', 404, 'There is no such payment'],
    ['pay/a.NO_SUCH.b', 404, 'There is no such payment'],
    ['pay/a.EXPIRED_TOKEN.b', 410, 'This page has expired'],
    ['pay/a.BROKEN.b', 503, 'This page cannot be shown right now'],
  ])('to %.40s is %d, and says what to do', async (path, status, heading) => {
    const answer = await fetch(served.base + path);
    const html = await answer.text();
    expect([answer.status, headingOf(html)]).toEqual([status, heading]);
    expect(html).not.toContain('<script');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('counts every token that is none', () => {
    expect(served.refused).toBeGreaterThan(5);
    expect(served.errors).toHaveLength(1);
  });
});

describe('the files of the page', () => {
  it('are kept for good under their version, and not under another', async () => {
    const html = await open('PAID');
    const paths = [...html.matchAll(/(?:href|src)="\.\.\/(checkout\/[^"]+)"/g)].map(([, path]) =>
      String(path),
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const answer = await fetch(served.base + path);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).toMatch(
        /^text\/(?:javascript|css); charset=utf-8$/,
      );
      const other = await fetch(served.base + path.replace(/\/[\w-]{16}\//, '/anotherversion00/'));
      expect(other.headers.get('cache-control')).toBe('no-store');
    }
    const none = await fetch(`${served.base}checkout/x/src/http/checkout/index.ts`);
    expect(none.status).toBe(404);
  });
});

describe('the language', () => {
  it.each([
    [null, undefined, 'en'],
    [null, 'fr-FR,fr;q=0.9', 'en'],
    [null, 'fr, pt-PT;q=0.8, en;q=0.9', 'en'],
    [null, 'pt-PT, en;q=0.9', 'pt-BR'],
    [null, 'zh-CN', 'zh-Hant'],
    [null, 'en;q=0, hi', 'hi'],
    ['hi', 'en', 'hi'],
    ['zh-Hant', 'en', 'zh-Hant'],
    ['xx', 'pt', 'pt-BR'],
    ['', ';;q=,', 'en'],
  ])('for %j and %j is %s', (named, accepted, tag) => {
    expect(chooseLanguage(named, accepted).tag).toBe(tag);
  });
});

describe('amounts', () => {
  it.each([
    ['en', money('1234567.89', 'INR'), '₹1,234,567.89'],
    ['hi', money('1234567.89', 'INR'), '₹12,34,567.89'],
    ['pt-BR', money('100.89', 'BRL'), 'R$\u00a0100,89'],
    ['zh-Hant', money('300', 'TWD'), '$300'],
    ['en', money('300', 'TWD'), 'NT$300'],
    ['en', money('123456789012.000001', 'USDT', 'TRON'), '123,456,789,012.000001\u00a0USDT'],
    ['pt-BR', money('0.000000000000000001', 'WUSD', 'ETHEREUM'), '0,000000000000000001\u00a0WUSD'],
    ['en', money('9007199254740993.01', 'USD'), '$9,007,199,254,740,993.01'],
  ])('are exact: in %s %o is %s', (tag, amount, text) => {
    expect(createFormats(tag).money(amount)).toBe(text);
  });
});

describe("the merchant's color", () => {
  it.each(['#ffffff', '#000000', '#ffff00', '#e8710a', '#2456e6', '#808080'])(
    '%s can be read on a light and on a dark page',
    (color) => {
      expect(contrast(readable(color, '#ffffff', '#000000'), '#ffffff')).toBeGreaterThanOrEqual(
        4.5,
      );
      expect(contrast(readable(color, '#1a1f27', '#ffffff'), '#1a1f27')).toBeGreaterThanOrEqual(
        4.5,
      );
    },
  );

  it('stays as it is where it can be read', () => {
    expect(readable('#2456e6', '#ffffff', '#000000')).toBe('#2456e6');
  });
});

it('the first page of a process warns of nothing, and leaves all other warnings', async () => {
  const program = `
    import { loadCheckoutAssets } from './src/http/checkout/assets.ts';
    const { scripts } = await loadCheckoutAssets();
    process.emitWarning('still here', 'ExperimentalWarning');
    console.log(scripts.length > 10);
  `;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { timeout: 20_000 },
  );
  expect(stdout).toBe('true\n');
  expect(stderr.match(/\w+Warning: .*/g)).toEqual(['ExperimentalWarning: still here']);
});
