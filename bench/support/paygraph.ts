/** A process: the real server, on a database that was prepared for it. */
import { subscribe } from 'node:diagnostics_channel';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { updateProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { runGroup } from '../../src/store/aggregates/group.ts';
import { createMakeId } from '../../src/store/ids.ts';
import { newsOf } from './news.ts';
import { serveCommands } from './process.ts';
import { configOf } from './stage.ts';

export type PaygraphCommands = typeof commands;

/** Milliseconds that each request to a provider took, from its making to the last byte of its answer. */
const providerMs: number[] = [];
const makeId = createMakeId();
const atOnce = () => undefined;
let running: App | null = null;

function app(): App {
  if (running === null) throw new Error('not opened yet');
  return running;
}

const commands = {
  async open({ databaseFile }: { databaseFile: string }): Promise<{ origin: string }> {
    running = await createApp(configOf(databaseFile), { scheduleMs: null });
    return { origin: `http://127.0.0.1:${await running.listen()}` };
  },
  /** To the sandbox. */
  async pointAccount({ accountId, baseUrl }: { accountId: string; baseUrl: string }) {
    const administrator = { kind: 'ADMINISTRATOR' } as const;
    await updateProviderAccount(app().deps, administrator, { id: accountId, baseUrl });
  },
  /** Rows of the webhook case: the work was done, not merely acknowledged. */
  async paid(): Promise<{ orders: number; deliveries: number; events: number }> {
    const counts = await app().deps.read.get<{
      orders: number;
      deliveries: number;
      events: number;
    }>(
      `select (select count(*) from orders where status = 'PAID') orders,
        (select count(*) from webhook_deliveries where status = 'APPLIED') deliveries,
        (select count(*) from events where to_status = 'PAID') events`,
    );
    if (counts === undefined) throw new Error('nothing was counted');
    return counts;
  },
  /**
   * News of all these orders in one transaction. The answer is the time right before its commit, on the
   * clock that all processes of this machine share.
   */
  async observe(news: {
    accountId: string;
    providerReferences: readonly string[];
    expiresAt: number;
  }): Promise<bigint> {
    const { deps } = app();
    const { accountId, expiresAt } = news;
    const told = news.providerReferences.map((providerReference) => ({
      providerReference,
      status: 'AWAITING_PAYMENT' as const,
      expiresAt,
    }));
    const change = await newsOf(deps, accountId, told);
    // Written as the queue writes a change, in a unit that can tell the time once all of it is written.
    return deps.queue.commit(async (tx) => {
      const { settled } = await runGroup(tx, makeId, [change], atOnce);
      for (const how of settled) if ('error' in how) throw how.error;
      return process.hrtime.bigint();
    });
  },
  /** Since the last time it was asked. */
  providerMs: (): number[] => providerMs.splice(0),
};

const began = new WeakMap<object, number>();
subscribe('undici:request:create', (message) => {
  began.set((message as { request: object }).request, performance.now());
});
subscribe('undici:request:trailers', (message) => {
  const at = began.get((message as { request: object }).request);
  if (at !== undefined) providerMs.push(performance.now() - at);
});

serveCommands(commands);
