import QRCode from 'qrcode';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/http/checkout/languages/choose.ts';
import { axeFindings, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { serveStates } from '../http/checkout/serve.ts';
import type { Served } from '../http/checkout/serve.ts';
import { address, brCode, states, upiLink } from '../http/checkout/states.ts';

/** A part of the states in the normal run; all of them in `npm run test:browser`. */
const shown =
  process.env['TEST_BROWSER'] === 'whole'
    ? [...Object.keys(states), 'EXPIRED_TOKEN', 'NO_SUCH']
    : ['TO_PAY', 'QR_CODE', 'PREPARING', 'WITH_REFUNDS', 'WITH_ABNORMAL', 'NO_SUCH'];

/** Milliseconds: many pages are loaded, and the machine may be busy. */
const patience = 300_000;

describe.skipIf(!hasBrowser)('the checkout page in each state', () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launchBrowser(), serveStates()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.[Symbol.asyncDispose]();
  });

  const open = async (watched: Watched, state: string, query = ''): Promise<Page> => {
    await watched.page.goto(served.pageOf(state) + query);
    await watched.page.locator('h1').waitFor();
    return watched.page;
  };

  it(
    'has nothing that axe finds, in the light and in the dark, and nothing in the log',
    { timeout: patience },
    async () => {
      const watched = await watchedPage(browser);
      const found: string[] = [];
      for (const state of shown) {
        const page = await open(watched, state);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const rules = colorScheme === 'light' ? null : ['color-contrast'];
          const findings = await axeFindings(page, rules);
          found.push(...findings.map((finding) => `${state}, ${colorScheme}: ${finding}`));
        }
      }
      expect(found).toEqual([]);
      expect(watched.foreign).toEqual([]);
      // Refusals are logged by the browser itself.
      expect(watched.logged.filter((text) => !/status of 4(?:04|10)/.test(text))).toEqual([]);
      await watched.close();
    },
  );

  it('fits a width of 320 pixels in each language', { timeout: patience }, async () => {
    const watched = await watchedPage(browser, { viewport: { width: 320, height: 600 } });
    for (const { tag } of languages) {
      for (const state of shown) {
        const page = await open(watched, state, `?lang=${tag}`);
        const wide = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main *:not(svg *)')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth)
            .map(({ outerHTML }) => outerHTML.slice(0, 100)),
        );
        expect({ tag, state, wide }).toEqual({ tag, state, wide: [] });
        expect(await page.locator('html').getAttribute('lang')).toBe(tag);
      }
    }
    await watched.close();
  });

  it.each([
    ['TO_PAY', address],
    ['QR_CODE', brCode],
    ['APP_LINK', upiLink],
  ])(
    'draws the code of %s module by module, dark on white, also in the dark',
    async (state, text) => {
      const watched = await watchedPage(browser, { colorScheme: 'dark' });
      const page = await open(watched, state);
      const { modules } = QRCode.create(text);
      const drawn = await modulesOf(page, modules.size, 3);
      expect(drawn).toBe([...modules.data].map((bit) => (bit === 1 ? '#' : '.')).join(''));
      await watched.close();
    },
  );

  it('is used with the keyboard alone: each control in its order, the focus to be seen', async () => {
    const watched = await watchedPage(browser);
    const page = await open(watched, 'TO_PAY');
    await page.locator('#copy-amount').waitFor();
    const passed: (string | null)[] = [];
    for (let at = 0; at < 8; at += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus-visible');
      passed.push((await focused.getAttribute('id')) ?? (await focused.textContent()));
      const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline).toBe('solid');
    }
    const names = languages.map(({ name }) => name);
    expect(passed).toEqual(['copy-amount', 'copy-address', 'continue', 'return', ...names]);
    await watched.close();
  });

  it('copies exactly what is to be sent, and says so', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const watched = await watchedPage(browser, { permissions });
    const page = await open(watched, 'TO_PAY');
    for (const [id, text] of [
      ['copy-amount', '1234.5678'],
      ['copy-address', address],
    ] as const) {
      await page.locator(`#${id}`).press('Enter');
      await expect.poll(() => page.locator(`#${id}`).textContent()).toBe('Copied');
      expect(await page.locator('#announcement').textContent()).toBe('Copied');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    }
    await watched.close();
  });

  it('moves nothing where the payer wants less motion', async () => {
    const watched = await watchedPage(browser, { reducedMotion: 'reduce' });
    const page = await open(watched, 'PREPARING');
    const running = await page.evaluate(() => document.getAnimations().length);
    expect(running).toBe(0);
    await watched.close();
  });

  it('takes the language of the browser, or the one that is chosen', async () => {
    const watched = await watchedPage(browser, { locale: 'zh-TW' });
    const page = await open(watched, 'PAID');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant');
    await page.getByRole('link', { name: 'Português' }).click();
    await expect.poll(() => page.locator('h1').textContent()).toBe('Pago. Obrigado!');
    await watched.close();
  });

  it('says what to do without scripts, and how to see what became of it', async () => {
    const watched = await watchedPage(browser, { javaScriptEnabled: false });
    const page = await open(watched, 'TO_PAY');
    expect(await page.locator('main').textContent()).toContain(address);
    expect(await page.locator('#copy-amount').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Refresh' }).click();
    expect(await page.locator('h1').textContent()).toContain('Pay 1,234.5678');
    await watched.close();
  });

  it("counts down by the server's clock, however wrong the browser's is", async () => {
    const watched = await watchedPage(browser);
    await watched.page.clock.install({ time: new Date('2001-01-01T00:00:00Z') });
    const page = await open(watched, 'TO_PAY');
    const left = page.locator('#left');
    await expect.poll(() => left.textContent()).toMatch(/^(?:30:00|29:5\d)$/);
    await page.clock.runFor(600_000);
    expect(await left.textContent()).toMatch(/^(?:20:00|19:5\d)$/);
    await page.clock.runFor(1_201_000);
    expect(await page.locator('#overdue').isVisible()).toBe(true);
    expect(await page.locator('#deadline').isVisible()).toBe(false);
    await watched.close();
  });
});

/** What a scanner sees: each module of the code as it is painted, `#` or `.`, inside a white margin. */
async function modulesOf(page: Page, size: number, margin: number): Promise<string> {
  const png = await page.locator('.code svg').screenshot();
  return page.evaluate(
    async ({ image, modules, edge }) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${image}`;
      await picture.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [picture.width, picture.height];
      const context = canvas.getContext('2d');
      context?.drawImage(picture, 0, 0);
      const step = picture.width / (modules + 2 * edge);
      const at = (x: number, y: number): string => {
        const [left, top] = [Math.floor((x + 0.5) * step), Math.floor((y + 0.5) * step)];
        const [red = 0] = context?.getImageData(left, top, 1, 1).data ?? [];
        return red < 60 ? '#' : red > 200 ? '.' : '?';
      };
      const rows = Array.from({ length: modules + 2 * edge }, (_, y) =>
        Array.from({ length: modules + 2 * edge }, (_each, x) => at(x, y)),
      );
      const outside = rows.flatMap((row, y) =>
        row.filter((_m, x) => Math.min(x, y) < edge || Math.max(x, y) >= modules + edge),
      );
      if (outside.some((module) => module !== '.')) return 'the margin is not white';
      return rows
        .slice(edge, -edge)
        .map((row) => row.slice(edge, -edge).join(''))
        .join('');
    },
    { image: png.toString('base64'), modules: size, edge: margin },
  );
}
