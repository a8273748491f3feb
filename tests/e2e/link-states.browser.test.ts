import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/http/checkout/languages/choose.ts';
import { axeFindings, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { linkStates, serveLinkStates } from '../http/checkout/links.ts';
import type { ServedLinks } from '../http/checkout/links.ts';

const isWhole = process.env['TEST_BROWSER'] === 'whole';
/** A part of the states in the normal run; all of them in `npm run test:browser`. */
const shown = isWhole ? [...Object.keys(linkStates), 'NO_SUCH'] : ['METHODS', 'MISTAKES', 'USED'];
const spoken = isWhole ? languages : languages.filter(({ tag }) => tag === 'pt-BR');

/** Milliseconds: many pages are loaded, and the machine may be busy. */
const timeout = 300_000;

describe.skipIf(!hasBrowser)('the page of a payment link in each state', () => {
  let browser: Browser;
  let served: ServedLinks;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launchBrowser(), serveLinkStates()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.[Symbol.asyncDispose]();
  });

  const open = async ({ page }: Watched, state: string, query = ''): Promise<Page> => {
    await page.goto(served.pageOf(state) + query);
    if (state === 'MISTAKES') {
      await page.locator('[name=firstName]').fill('Maria');
      await page.locator('[name=email]').fill('maria@example');
      await page.locator('button[type=submit]').click();
      await page.getByRole('alert').waitFor();
    }
    await page.locator('h1').waitFor();
    return page;
  };

  it('has nothing that axe finds, in the light and in the dark', { timeout }, async () => {
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
    await watched.close();
  });

  it('fits a width of 320 pixels', { timeout }, async () => {
    const watched = await watchedPage(browser, { viewport: { width: 320, height: 600 } });
    for (const { tag } of spoken) {
      for (const state of shown) {
        const page = await open(watched, state, `?lang=${tag}`);
        const wide = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main *')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth)
            .map(({ outerHTML }) => outerHTML.slice(0, 100)),
        );
        expect({ tag, state, wide }).toEqual({ tag, state, wide: [] });
        expect(await page.locator('html').getAttribute('lang')).toBe(tag);
      }
    }
    await watched.close();
  });

  it('is filled in and sent with the keyboard alone, and says what to correct', async () => {
    const watched = await watchedPage(browser);
    const page = await open(watched, 'METHODS');
    const passed: (string | null)[] = [];
    for (let at = 0; at < 5; at += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus-visible');
      passed.push((await focused.getAttribute('name')) ?? (await focused.getAttribute('type')));
      if (at === 0) await page.keyboard.press('Space');
      else if (at < 4) await page.keyboard.type(passed.at(-1) === 'email' ? 'm@example' : 'Maria');
    }
    expect(passed).toEqual(['method', 'firstName', 'email', 'phone', 'submit']);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[name=email]').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[name=firstName]').inputValue()).toBe('Maria');
    await watched.close();
  });
});
