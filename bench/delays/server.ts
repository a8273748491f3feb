/** Runs as a process: the real server, watched. */
import { decodeTime } from 'ulid';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { sweepAccount } from '../../src/operations/reconciliation/sweep.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { money } from '../../src/domain/money.ts';
import { changeOf } from '../support/change.ts';
import { orderIdOf, providerReferenceOf } from '../support/numbers.ts';
import { serveCommands } from '../support/process.ts';
import { configOf } from '../support/template.ts';
import { watchDelays } from './watch.ts';
import type { Delays } from './watch.ts';

export type ServerCommands = typeof commands;

let running: App | null = null;
let measure: (() => Promise<Delays>) | null = null;
let expiresIn = 3_600_000;

function app(): App {
  if (running === null) throw new Error('not opened yet');
  return running;
}

const awaiting = (providerReference: string): Observation => ({
  subject: 'ORDER',
  providerReference,
  status: 'AWAITING_PAYMENT',
  occurredAt: null,
  payable: money('101', 'USDT', 'ETHEREUM'),
});

/** What is due meanwhile is queried one by one. */
const queryOrder = async ({ providerReference }: { providerReference: string }) => [
  awaiting(providerReference),
];

const commands = {
  /** Its clock begins when the orders of the template were made. */
  async open({ database }: { database: string }): Promise<{ origin: string }> {
    const made = decodeTime(orderIdOf(0).slice('ord_'.length).padEnd(26, '0'));
    const ahead = made + 60_000 - Date.now();
    running = await createApp(configOf(database), { now: () => Date.now() + ahead });
    return { origin: `http://127.0.0.1:${await running.listen()}` };
  },
  /** The first cursor of the merchant's log. */
  async beginning(): Promise<string> {
    const { read, cursors } = app().deps;
    const merchant = await read.get<{ timeline: string }>(
      'select timeline from merchants where last_seq > 0',
    );
    return cursors.encode({ timeline: merchant?.timeline ?? '', seq: 0 });
  },
  watch(): void {
    measure = watchDelays();
  },
  async measured(): Promise<Delays> {
    const delays = await measure?.();
    if (delays === undefined) throw new Error('not watched');
    return delays;
  },
  /** Records an observation of one order. */
  async change({ accountId, order }: { accountId: string; order: number }): Promise<void> {
    const { deps } = app();
    expiresIn += 1000;
    const change = {
      providerReference: providerReferenceOf(order),
      status: 'AWAITING_PAYMENT' as const,
      expiresAt: Date.now() + expiresIn,
    };
    await deps.queue.change(await changeOf(deps, accountId, [change]));
  },
  /** Uses a provider that has all these orders, reports the same of them as we store, and answers at once. */
  async reconcile({ accountId, orders }: { accountId: string; orders: number }): Promise<void> {
    const { deps } = app();
    const account = await deps.read.get<{ provider: string }>(
      'select provider from provider_accounts where id = ?',
      accountId,
    );
    const module = deps.modules.get(account?.provider ?? '');
    if (module === undefined) throw new Error('no such provider');
    const list = async ({ page }: { page: number }) => {
      const first = (page - 1) * 100;
      const count = Math.min(100, orders - first);
      const observations = Array.from({ length: count }, (_, index) =>
        awaiting(providerReferenceOf(first + index + 1)),
      );
      return { observations, hasMore: first + 100 < orders };
    };
    const { connections } = deps;
    const of: typeof connections.of = () => ({
      connection: { listOrders: list, queryOrder } as never,
      module,
      config: {},
    });
    connections.of = of;
    const claim = { until: deps.now() + 60_000, stopping: new AbortController().signal };
    await sweepAccount(deps, accountId, claim);
  },
  /** Milliseconds. Watches only while a client is connected: what the database does when it closes delays nobody. */
  async drain(): Promise<number> {
    const { connections } = app().deps;
    const { close } = connections;
    connections.close = async () => {
      const measured = measure?.();
      measure = () => measured ?? Promise.reject(new Error('not watched'));
      await measured;
      await close();
    };
    const began = performance.now();
    await app().close();
    return performance.now() - began;
  },
};

serveCommands(commands);
