import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Tests with a browser are skipped where there is none. */
export const hasBrowser = existsSync(executable);

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** What a page did that it must not: requests to other hosts, and entries of the browser's log. */
export interface Watched {
  page: Page;
  foreign: string[];
  logged: string[];
  close(): Promise<void>;
}

const isLocal = (address: string): boolean =>
  /^(data|blob):/.test(address) || new URL(address).hostname === '127.0.0.1';

/** Opens an empty page in a context of its own. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // A busy machine is slow, and that is no failure.
  page.setDefaultTimeout(25_000);
  const watched = { foreign: [] as string[], logged: [] as string[] };
  page.on('request', (request) => {
    if (!isLocal(request.url())) watched.foreign.push(request.url());
  });
  page.on('console', (message) => watched.logged.push(message.text()));
  page.on('pageerror', (error) => watched.logged.push(error.message));
  return { page, ...watched, close: () => context.close() };
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  }>;
}

/** What axe finds wrong with the page as it is now, best practices included. `rules`: only these. */
export async function axeFindings(
  page: Page,
  rules: readonly string[] | null = null,
): Promise<string[]> {
  // Evaluated by the debugger, so the page's own policy does not matter.
  await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      ...(only === null ? {} : { runOnly: only }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
    );
  }, rules);
}
