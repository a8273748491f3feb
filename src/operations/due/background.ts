import { dueIn } from '../../store/queries/due.ts';
import type { DueTable } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';
import { createMending } from '../attention/mend.ts';
import { checkReachability } from '../attention/check-reachability.ts';
import { lanesOf } from './lanes.ts';
import type { Lane } from './lanes.ts';
import type { PolledLane } from './polling.ts';
import { createClockCheck } from './clock-check.ts';
import { dueTables, runClaimed } from './jobs.ts';

/** Statuses of instructions that may or may not be at the provider, or are not sent. They never wait behind polls. */
const unsettled: ReadonlySet<string> = new Set(['UNKNOWN', 'SUBMITTING', 'CREATED', 'REQUESTED']);
const isPoll = (lane: Lane): lane is Lane & PolledLane =>
  (lane.table === 'orders' || lane.table === 'refunds' || lane.table === 'settlements') &&
  !unsettled.has(lane.status);

/**
 * The places of one kind of work at one account. No other work holds it up. All shares of an account together take
 * about half of the calls that it may make at once, so that callers still get through when all of them hang.
 */
interface Share {
  table: DueTable;
  account: string;
  /** Statuses in which work waited at the last look. Work in another status waits for the next look. */
  statuses: string[];
  running: Set<string>;
}
const placesInShare = 2;
/** More rows are read than there are places, because some may be locked. */
const toPassOver = 16;

/** Runs the due work of all accounts. */
export interface Background {
  /** Starts due work as far as there are places; resolves to the number started. A freed place is filled at once. */
  start(): Promise<number>;
  /**
   * Resolves when all started work has ended, and the work that has taken its places, to how much could be claimed so
   * far. The rest is still due.
   */
  idle(): Promise<number>;
  /** Starts nothing more. Long work stops and gives back its claim. */
  stop(): void;
}

/**
 * Resolves unknown outcomes, polls open instructions, retries what was not sent or could not be applied, and reconciles
 * accounts.
 */
export function createBackground(deps: Deps): Background {
  const findDue = createShares(deps);
  const busy = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let claimed = 0;
  const lookAround = createLookAround(deps, stopping.signal);

  const untilEnded = (work: Promise<void>): void => {
    const ended = work.finally(() => underWay.delete(ended));
    underWay.add(ended);
  };
  const mayStart = ({ account, running }: Share): boolean => {
    if (stopping.signal.aborted || running.size >= placesInShare) return false;
    const state = deps.connections.circuitOf(account);
    // While the circuit is open a job could not send anything and would waste a step of its ladder, so it stays due.
    // While it is half open, a background job is the probe rather than a payer's order.
    return state === 'CLOSED' || (state === 'HALF_OPEN' && !busy.has(account));
  };

  const fill = async (share: Share): Promise<number> => {
    if (!mayStart(share)) return 0;
    const { running } = share;
    let started = 0;
    for (const { id } of await dueOf(deps, share)) {
      if (!mayStart(share)) break;
      // A record that is being sent or queried right now stays due and takes no place from others.
      if (running.has(id) || deps.locks.isBusy(id)) continue;
      started += 1;
      untilEnded(begin(share, id));
    }
    return started;
  };

  const begin = async (share: Share, id: string): Promise<void> => {
    const { account, running } = share;
    running.add(id);
    enter(busy, account);
    const isClaimed = await runClaimed(deps, share, id, stopping.signal);
    running.delete(id);
    leave(busy, account);
    // A job that could not be claimed is still due and would be tried again without a pause.
    if (!isClaimed) return;
    claimed += 1;
    try {
      await fill(share);
    } catch (error) {
      deps.log.error({ err: error, account }, 'what is due could not be found; the next look will');
    }
  };

  return {
    async start() {
      if (!(await canWrite(deps))) return 0;
      const { mending } = await lookAround();
      if (mending !== null) untilEnded(mending);
      let started = 0;
      for (const share of await findDue()) started += await fill(share);
      return started;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
      return claimed;
    },
    stop: () => stopping.abort(),
  };
}

/** What is due of a share, as much as may be started of it, oldest first. */
async function dueOf({ read, now }: Deps, { table, account, statuses, running }: Share) {
  const limit = placesInShare + running.size + toPassOver;
  const due = await Promise.all(
    statuses.map((status) => dueIn(read, table, { status, account }, now(), limit)),
  );
  return due.flat().toSorted((a, b) => a.dueAt - b.dueAt);
}

function enter(busy: Map<string, number>, account: string): void {
  busy.set(account, (busy.get(account) ?? 0) + 1);
}

function leave(busy: Map<string, number>, account: string): void {
  const left = (busy.get(account) ?? 1) - 1;
  if (left > 0) busy.set(account, left);
  else busy.delete(account);
}

/** What each look for due work begins with. `mending` goes on beside it. */
function createLookAround(
  deps: Deps,
  stopping: AbortSignal,
): () => Promise<{ mending: Promise<void> | null }> {
  const checkClock = createClockCheck(deps, dueTables);
  const mend = createMending(deps, () => !stopping.aborted);
  return async () => {
    await checkClock();
    await checkReachability(deps);
    return { mending: mend() };
  };
}

/** While nothing can be written, nothing can be claimed. The queue logs when that begins and ends. */
const canWrite = ({ queue }: Deps): Promise<boolean> =>
  queue.ready().then(
    () => true,
    () => false,
  );

/** Reads all lanes and returns the shares in which something is due. Counts what is polled on the way. */
function createShares(deps: Deps): () => Promise<ReadonlySet<Share>> {
  const shares = new Map<string, Share>();
  const shareOf = ({ table, account }: Lane, isOfPolls: boolean): Share => {
    const name = `${table} ${isOfPolls} ${account}`;
    const share = shares.get(name) ?? { table, account, statuses: [], running: new Set() };
    shares.set(name, share);
    return share;
  };
  return async () => {
    const now = deps.now();
    const due = new Set<Share>();
    const polled = new Map<string, PolledLane[]>();
    for (const share of shares.values()) share.statuses = [];
    for (const table of dueTables) {
      for await (const lane of lanesOf(deps.read, table)) {
        const isOfPolls = isPoll(lane);
        const share = shareOf(lane, isOfPolls);
        share.statuses.push(lane.status);
        if (isOfPolls) polled.set(lane.account, [...(polled.get(lane.account) ?? []), lane]);
        if (lane.dueAt <= now) due.add(share);
      }
    }
    for (const [account, lanes] of polled) await deps.polling.count(deps.read, account, lanes);
    return due;
  };
}
