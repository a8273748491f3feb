import { afterEach, beforeEach, vi } from 'vitest';
import type { Connection, ListPage } from '../../src/providers/provider.ts';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';

/** What tests of reconciliation do again and again. */

export const hour = 3_600_000;

/**
 * For each test of this block: what earlier tests have left is out of the range, and webhooks are held back. After it
 * nothing is replaced, faulty or held.
 */
export function holdWebhooks(of: () => TestApp, provider: StablecoinBrand): void {
  const sandbox = () => of().sandbox.provider(provider);

  beforeEach(async () => {
    await of().sandbox.clock.advance(2 * hour);
    sandbox().webhooks.mode = 'hold';
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    sandbox().faults.clear();
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
    await sandbox().webhooks.idle();
  });
}

/** Requests a reconciliation of the last `ms`. */
export async function reconciled(testApp: TestApp, provider: SandboxProvider, ms = hour) {
  const now = testApp.sandbox.clock.now();
  const { reconciliation } = await testApp.request(documents.reconciliation, {
    account: testApp.accounts[provider],
    from: new Date(now - ms).toISOString(),
    to: new Date(now).toISOString(),
  });
  return reconciliation;
}

export async function connectionOf(testApp: TestApp, provider: SandboxProvider) {
  const { deps } = testApp.app;
  const account = await accountById(deps.read, testApp.accounts[provider]);
  if (account === null) throw new Error('no such account');
  return deps.connections.of(account).connection;
}

type List = 'listOrders' | 'listRefunds' | 'listSettlements';

/** Puts a handler between us and a list of the provider. `real`: the provider's own answer. */
export async function listInstead(
  testApp: TestApp,
  provider: SandboxProvider,
  list: List,
  instead: (page: number, real: (page: number) => Promise<ListPage>) => Promise<ListPage>,
) {
  const connection = await connectionOf(testApp, provider);
  const real = connection[list]?.bind(connection);
  if (real === undefined) throw new Error(`no ${list}`);
  return vi
    .spyOn(connection as Required<Pick<Connection, List>>, list)
    .mockImplementation((range, call) =>
      instead(range.page, (page) => real({ ...range, page }, call)),
    );
}

export async function lastReconciliation(testApp: TestApp, provider: SandboxProvider) {
  const account = testApp.accounts[provider];
  const { node } = await testApp.request(documents.lastReconciliation, { account });
  return node && 'lastReconciliation' in node ? node.lastReconciliation : null;
}

/** Events, and the revisions of everything that can be followed: what any write would change. */
export async function writes(testApp: TestApp): Promise<object> {
  const counted = ['orders', 'refunds', 'settlements', 'abnormal_payments'].map(
    (table) =>
      `(select count(*) from ${table}) as ${table},
       (select coalesce(sum(version), 0) from ${table}) as ${table}_versions,
       (select coalesce(sum(revision), 0) from ${table}) as ${table}_revisions`,
  );
  const text = `select (select count(*) from events) as events, ${counted.join(', ')}`;
  return (await testApp.app.deps.read.get<object>(text)) ?? {};
}

/** The causes of a subject's events, oldest first. */
export async function causesOf(testApp: TestApp, id: string): Promise<string[]> {
  const text = 'select cause from events where subject_id = ? order by seq';
  const rows = await testApp.app.deps.read.all<{ cause: string }>(text, id);
  return rows.map(({ cause }) => cause);
}
