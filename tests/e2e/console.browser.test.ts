import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeApiKey } from '../../src/operations/merchants/merchants.ts';
import { revokeApiKey } from '../support/documents.ts';
import { axeFindings, hasBrowser, watchedPage } from '../support/browser.ts';
import { openConsole, signIn } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';

describe.skipIf(!hasBrowser)('signing in to the console, in a real browser', () => {
  let scenario: ConsoleScenario;
  beforeAll(async () => {
    scenario = await openConsole();
  });
  afterAll(() => scenario?.close());

  async function storeKey(scopes: Parameters<typeof storeApiKey>[1]['scopes']) {
    const { app, merchantId } = scenario.testApp;
    const id = app.deps.ids.make('key');
    const secret = `pgk_test_${id}`;
    await storeApiKey(app.deps, { id, merchantId, name: 'of a person', scopes, secret });
    return { id, secret };
  }

  it('is accessible, and says why a key is refused, without an entry in the log of the browser', async () => {
    const watched = await watchedPage(scenario.browser);
    const { page } = watched;
    await page.goto(scenario.at('/'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    await signIn(watched, 'pgk_test_of_nobody');
    await page.getByText('This key is not valid.').waitFor();
    await signIn(watched, scenario.testApp.adminKey);
    await page.getByText('This is the key of the administrator.').waitFor();
    const { secret } = await storeKey(['MANAGE']);
    await signIn(watched, secret);
    await page.getByText('it lacks the scope READ').waitFor();
    expect([watched.logged, watched.foreign]).toEqual([[], []]);
    await watched.close();
  });

  it('lasts for the tab: over a reload, and not in another tab', async () => {
    const watched = await scenario.signedIn();
    const { page } = watched;
    await page.reload();
    await page.getByRole('heading', { name: 'Needs a person' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(scenario.at('/'));
    await other.getByLabel('API key').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
    await page.reload();
    await page.getByLabel('API key').waitFor();
    expect([watched.logged, watched.foreign]).toEqual([[], []]);
    await watched.close();
  });

  it('ends at once when the key is revoked', async () => {
    const { id, secret } = await storeKey(['READ']);
    const watched = await scenario.signedIn({ key: secret });
    await scenario.testApp.request(revokeApiKey, { id });
    await watched.page.getByText('You were signed out').waitFor({ timeout: 5_000 });
    await watched.page.reload();
    await watched.page.getByLabel('API key').waitFor();
    expect(watched.logged).toEqual([]);
    await watched.close();
  });
});
