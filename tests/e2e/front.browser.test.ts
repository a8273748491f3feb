import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrontPage } from '../../src/http/front/index.ts';
import { createGraphiql } from '../../src/http/graphiql/index.ts';
import { startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { axeFindings, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';

describe.skipIf(!hasBrowser)('the start page, in a real browser', () => {
  let toy: Toy;
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    const front = createFrontPage({
      graphiql: true,
      docs: true,
      console: true,
      sandboxes: () => [{ title: 'ExamplePay', url: 'http://127.0.0.1:4005/operator' }],
    });
    toy = await startToy({}, { front, graphiql: createGraphiql({ demoKey: null }) });
    browser = await launchBrowser();
    watched = await watchedPage(browser);
  });
  afterAll(async () => {
    await watched?.close();
    await browser?.close();
    await toy?.drain();
  });

  it.each(['/', '/no-such-place'])(
    'is accessible in light and dark colours and fits a phone: %s',
    async (path) => {
      const { page } = watched;
      await page.goto(toy.url + path);
      const grounds = new Set<unknown>();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [1300, 390]) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          expect(await axeFindings(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        }
        grounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      }
      expect(grounds.size).toBe(2);
    },
  );

  it('leads back from a wrong address, and on to GraphiQL', async () => {
    const { page } = watched;
    await page.goto(`${toy.url}/no-such-place`);
    await page.getByRole('link', { name: 'The start page' }).click();
    await page.getByRole('heading', { name: 'Payments through one API' }).waitFor();
    await page.getByRole('link', { name: 'GraphiQL' }).click();
    await page.waitForURL('**/graphql');
    expect(watched.foreign).toEqual([]);
    // The browser logs each answer that is not 200, and nothing else.
    expect(watched.logged.filter((line) => !line.includes('404'))).toEqual([]);
  });
});
