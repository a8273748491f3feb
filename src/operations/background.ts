import { UnavailableError } from '../domain/errors.ts';
import { dueWork, takeDue } from '../store/queries/work.ts';
import type { DueTable } from '../store/queries/work.ts';
import type { CircuitState } from '../providers/circuit.ts';
import type { Deps } from './deps.ts';
import { leaseMs } from './reconciliation/lease.ts';
import type { Claim } from './reconciliation/lease.ts';
import { sweepAccount } from './reconciliation/sweep.ts';
import { retryDelivery } from './webhooks/receive-webhook.ts';
import {
  lookAtAbnormalPayment,
  lookAtOrder,
  lookAtRefund,
  lookAtSettlement,
} from './resolve-unknown.ts';

/** A provider that hangs holds up its own work and nobody else's; and callers come before the background. */
const perAccount = 3;
/**
 * A job that nothing can be sent for would use up a step of its ladder in vain, so it stays due. Where the provider
 * may be back, a job of ours goes to see rather than a payer's order.
 */
const placesIn: Readonly<Record<CircuitState, number>> = {
  CLOSED: perAccount,
  HALF_OPEN: 1,
  OPEN: 0,
};
const batch = 100;

type Job = (deps: Deps, id: string, claim: Claim) => Promise<void>;

const jobs: Readonly<Record<DueTable, Job>> = {
  webhook_deliveries: retryDelivery,
  orders: lookAtOrder,
  refunds: lookAtRefund,
  settlements: lookAtSettlement,
  abnormal_payments: lookAtAbnormalPayment,
  provider_accounts: sweepAccount,
};
const tables = Object.keys(jobs) as DueTable[];

/** What is being done for each account right now. */
export interface Background {
  /** Starts what is due, as far as its accounts are free; resolves to how much that was. */
  start(): Promise<number>;
  /** Resolves when what was started has ended. */
  idle(): Promise<void>;
  /** What takes long gives back what it has not done yet. */
  stop(): void;
}

/**
 * Asks for unknown outcomes, polls what is open, tries again what was not sent or could not be applied, and
 * reconciles accounts.
 */
export function createBackground(deps: Deps): Background {
  const busy = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const count = (account: string, change: number): void => {
    const now = (busy.get(account) ?? 0) + change;
    if (now === 0) busy.delete(account);
    else busy.set(account, now);
  };
  const isFree = (account: string): boolean => {
    const circuit = deps.connections.openCircuits().find((open) => open.account === account);
    return (busy.get(account) ?? 0) < placesIn[circuit?.state ?? 'CLOSED'];
  };

  const startDue = async (table: DueTable): Promise<number> => {
    let started = 0;
    const resting = deps.connections.openCircuits().map(({ account }) => account);
    const full = [...busy.keys(), ...resting].filter((account) => !isFree(account));
    for (const { id, account } of await dueWork(deps.read, table, deps.now(), full, batch)) {
      // What is being sent or asked for right now stays due, and takes no place from others.
      if (!isFree(account) || deps.locks.isBusy(id)) continue;
      count(account, 1);
      started += 1;
      const work = runClaimed(deps, table, id, stopping.signal).finally(() => {
        count(account, -1);
        underWay.delete(work);
      });
      underWay.add(work);
    }
    return started;
  };

  return {
    async start() {
      if (!(await canWrite(deps))) return 0;
      let started = 0;
      for (const table of tables) started += await startDue(table);
      return started;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => stopping.abort(),
  };
}

/** Without that nothing can be claimed, and nobody is asked in vain. The queue tells when it begins and ends. */
const canWrite = ({ queue }: Deps): Promise<boolean> =>
  queue.ready().then(
    () => true,
    () => false,
  );

async function runClaimed(
  deps: Deps,
  table: DueTable,
  id: string,
  stopping: AbortSignal,
): Promise<void> {
  try {
    await deps.locks.run(id, async () => {
      const now = deps.now();
      const until = now + leaseMs;
      // Of all who see that it is due, one gets it.
      const isOurs = await deps.queue.commit((tx) => takeDue(tx, table, id, now, until));
      if (isOurs) await jobs[table](deps, id, { until, stopping });
    });
  } catch (error) {
    if (error instanceof UnavailableError) return;
    deps.log.error({ err: error, id }, 'a background job failed; its lease will run out');
  }
}
