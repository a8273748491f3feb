import { dueWork } from '../store/queries/work.ts';
import type { DueTable } from '../store/queries/work.ts';
import type { Deps } from './deps.ts';
import { retryDelivery } from './webhooks/receive-webhook.ts';
import {
  lookAtAbnormalPayment,
  lookAtOrder,
  lookAtRefund,
  lookAtSettlement,
} from './resolve-unknown.ts';

/** A claim runs out after this, so that what a killed process had taken is done by the next run. */
const leaseMs = 60_000;
/** A provider that hangs holds up its own work and nobody else's; and callers come before the background. */
const perAccount = 3;
const batch = 100;

type Job = (deps: Deps, id: string) => Promise<void>;

const jobs: Readonly<Record<DueTable, Job>> = {
  webhook_deliveries: retryDelivery,
  orders: lookAtOrder,
  refunds: lookAtRefund,
  settlements: lookAtSettlement,
  abnormal_payments: lookAtAbnormalPayment,
};
const tables = Object.keys(jobs) as DueTable[];

/** What is being done for each account right now. */
export interface Background {
  /** Starts what is due, as far as its accounts are free; resolves to how much that was. */
  start(): Promise<number>;
  /** Resolves when what was started has ended. */
  idle(): Promise<void>;
}

/** Asks for unknown outcomes, polls what is open, tries again what was not sent or could not be applied. */
export function createBackground(deps: Deps): Background {
  const busy = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const count = (account: string, change: number): void => {
    const now = (busy.get(account) ?? 0) + change;
    if (now === 0) busy.delete(account);
    else busy.set(account, now);
  };
  const isFree = (account: string): boolean => (busy.get(account) ?? 0) < perAccount;

  const startDue = async (table: DueTable): Promise<number> => {
    let started = 0;
    const full = [...busy.keys()].filter((account) => !isFree(account));
    for (const { id, account } of await dueWork(deps.read, table, deps.now(), full, batch)) {
      if (!isFree(account)) continue;
      count(account, 1);
      started += 1;
      const work = runClaimed(deps, table, id).finally(() => {
        count(account, -1);
        underWay.delete(work);
      });
      underWay.add(work);
    }
    return started;
  };

  return {
    async start() {
      let started = 0;
      for (const table of tables) started += await startDue(table);
      return started;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function runClaimed(deps: Deps, table: DueTable, id: string): Promise<void> {
  try {
    await deps.locks.run(id, async () => {
      if (await claim(deps, table, id)) await jobs[table](deps, id);
    });
  } catch (error) {
    deps.log.error({ err: error, id }, 'a background job failed; its lease will run out');
  }
}

/** Of all who see that it is due, one gets it. */
async function claim(deps: Deps, table: DueTable, id: string): Promise<boolean> {
  const now = deps.now();
  const text = `update ${table} set check_at = ? where id = ? and check_at <= ?`;
  return (await deps.queue.commit((tx) => tx.run(text, now + leaseMs, id, now))) === 1;
}
