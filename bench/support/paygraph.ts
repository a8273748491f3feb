/** Runs as a process: the real server, on a prepared database. */
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { updateProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { runGroup } from '../../src/store/aggregates/group.ts';
import { createAscendingIds } from '../../src/store/aggregates/ascending-ids.ts';
import { changeOf } from './change.ts';
import { serveCommands } from './process.ts';
import { configOf } from './template.ts';

export type PaygraphCommands = typeof commands;

const ids = createAscendingIds(true);
const atOnce = () => undefined;
let running: App | null = null;

function app(): App {
  if (running === null) throw new Error('not opened yet');
  return running;
}

async function counted<Counts>(text: string): Promise<Counts> {
  const counts = await app().deps.read.get<Counts>(text);
  if (counts === undefined) throw new Error('nothing was counted');
  return counts;
}

const commands = {
  async open({ database }: { database: string }): Promise<{ origin: string }> {
    // Lifts the rate limit of an account's calls, which is not measured.
    const limits = { requestsPerSecond: 100_000 };
    running = await createApp(configOf(database), { scheduleMs: null, limits });
    return { origin: `http://127.0.0.1:${await running.listen()}` };
  },
  /** The cursor after which so many events follow in the merchant's log. */
  async cursorBefore(events: number): Promise<string> {
    const { read, cursors } = app().deps;
    const text = 'select timeline, last_seq as seq from merchants where last_seq > 0';
    const at = await read.get<{ timeline: string; seq: number }>(text);
    if (at === undefined) throw new Error('no log');
    return cursors.encode({ timeline: at.timeline, seq: at.seq - events });
  },
  /** Points the account at the sandbox. */
  async pointAccount({ accountId, baseUrl }: { accountId: string; baseUrl: string }) {
    const administrator = { kind: 'ADMINISTRATOR' } as const;
    await updateProviderAccount(app().deps, administrator, { id: accountId, baseUrl });
  },
  /** Rows of the webhook case. They show that the work was done and not only acknowledged. */
  paid: () =>
    counted<{ orders: number; deliveries: number; events: number }>(
      `select (select count(*) from orders where status = 'PAID') orders,
        (select count(*) from webhook_deliveries where status = 'APPLIED') deliveries,
        (select count(*) from events where to_status = 'PAID') events`,
    ),
  /** Rows of the createOrder case. */
  created: () =>
    counted<{ orders: number; calls: number; outcomes: number }>(
      `select (select count(*) from orders
          where reference like 'order %' and status = 'AWAITING_PAYMENT') orders,
        (select count(*) from provider_calls
          where operation = 'createOrder' and outcome = 'ANSWERED') calls,
        (select count(*) from audit_outcomes
          join audit_entries on id = entry_id where mutation = 'createOrder') outcomes`,
    ),
  /**
   * Records observations of all these orders in one transaction. Returns the time right before its commit, on the
   * clock that all processes of this machine share.
   */
  async observe(reported: {
    accountId: string;
    providerReferences: readonly string[];
    expiresAt: number;
  }): Promise<bigint> {
    const { deps } = app();
    const { accountId, expiresAt } = reported;
    const observations = reported.providerReferences.map((providerReference) => ({
      providerReference,
      status: 'AWAITING_PAYMENT' as const,
      expiresAt,
    }));
    const change = await changeOf(deps, accountId, observations);
    // Written as the queue writes a change, in a unit that can report the time once everything is written.
    return deps.queue.commit(async (tx) => {
      const { settled } = await runGroup(tx, ids, [change], atOnce);
      for (const how of settled) if ('error' in how) throw how.error;
      return process.hrtime.bigint();
    });
  },
};

serveCommands(commands);
