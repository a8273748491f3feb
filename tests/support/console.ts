import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openTestApp } from './app.ts';
import type { TestApp, TestAppOptions } from './app.ts';
import { launchBrowser, watchedPage } from './browser.ts';
import type { Watched } from './browser.ts';

/** A server with the console as its sources are now, and a browser. */
export interface ConsoleScenario {
  testApp: TestApp;
  browser: Browser;
  /** Of a page: '/accounts'. */
  at(path: string): string;
  /** Opens a page of the console and signs in. Default: with the key that has every scope. */
  signedIn(options?: { path?: string; key?: string } & BrowserContextOptions): Promise<Watched>;
  close(): Promise<void>;
}

const build = join(import.meta.dirname, '..', '..', 'scripts', 'build-console.ts');

export async function openConsole(options: TestAppOptions = {}): Promise<ConsoleScenario> {
  await promisify(execFile)(process.execPath, [build]);
  const [testApp, browser] = await Promise.all([openTestApp(options), launchBrowser()]);
  const at = (path: string): string => new URL(`/console${path}`, testApp.url).href;
  return {
    testApp,
    browser,
    at,
    async signedIn({ path = '/', key = testApp.key, ...context } = {}) {
      const watched = await watchedPage(browser, context);
      await watched.page.goto(at(path));
      await signIn(watched, key);
      await watched.page.getByText('● Live').waitFor({ state: 'attached' });
      return watched;
    },
    async close() {
      await browser.close();
      await testApp.close();
    },
  };
}

export async function signIn({ page }: Watched, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
