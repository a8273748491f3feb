import { attend } from '../../domain/instructions/subject.ts';
import type { Observation } from '../../domain/observation.ts';
import { applyRow, findingInAnswer, isMissed } from '../../domain/reconciliation/finding.ts';
import type { Doubt, Finding } from '../../domain/reconciliation/finding.ts';
import type { Row } from '../../domain/reconciliation/kinds.ts';
import { isSame } from '../../domain/reconciliation/state.ts';
import type { Change } from '../../store/aggregates/change.ts';
import { findSubject } from '../attention/subjects.ts';
import { about, queryProvider } from '../call-provider.ts';
import { keysOfAll, newIdFor, sourceOf } from '../instructions/change.ts';
import {
  differing,
  noteMatched,
  noteOnRecord,
  noteUnmatched,
  unmatchedReferences,
} from './differences.ts';
import { abnormalPayments, orders, refunds, settlements } from './kinds.ts';
import type { Kind } from './kind.ts';
import { answered, clockOf, cutShort, goesOn, report, tried, unanswered } from './run.ts';
import type { Run } from './run.ts';

/** Compares what was made in the range with the provider's lists, and heals what differs. */
export async function compareWithLists(run: Run): Promise<void> {
  // Abnormal payments come before orders, because a query of an order reports them too, and before their refunds.
  await compareWithList(run, abnormalPayments);
  await compareWithList(run, orders);
  await compareWithList(run, refunds);
  await compareWithList(run, settlements);
}

/** Queries one by one what was made in the range and has no list. `ended`: only what ended without money. */
export async function compareOneByOne(run: Run, { ended }: { ended: boolean }): Promise<void> {
  await queryUnlisted(run, orders, ended);
  await queryUnlisted(run, refunds, ended);
  await queryUnlisted(run, settlements, ended);
}

async function queryUnlisted<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
  ended: boolean,
): Promise<void> {
  const { connection } = run;
  if (kind.list(connection) !== undefined || !kind.canQuery(connection)) return;
  await queryOurs(run, kind, (record) => kind.isSent(record), ended);
}

/** Lists are read over more than the range: clocks differ, and an instruction is sent a little later than stored. */
const marginMs = 15 * 60_000;

async function compareWithList<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
): Promise<void> {
  const { deps, account, connection, range, maxPages } = run;
  const list = kind.list(connection);
  if (list === undefined) return;
  const from = range.from - marginMs;
  const to = range.to + marginMs;
  const seen = new Set<string>();
  let position: { after?: string } = {};
  const unmatched = await unmatchedReferences(run, kind.subject);
  for (let page = 1; ; page += 1) {
    if (!(await goesOn(run))) return;
    if (page > maxPages) {
      run.tally.complete = false;
      return;
    }
    const answer = await queryProvider(deps, about(account, null), (call) =>
      list({ from, to, page, ...position }, call),
    );
    if (answer.kind !== 'ANSWERED') {
      unanswered(run);
      return cutShort(run);
    }
    answered(run);
    const { observations, hasMore, next } = answer.reply;
    position = next === undefined ? {} : { after: next };
    // A row may occur on two pages, because new rows push it to the next one.
    const fresh = new Map<string, O>();
    for (const observation of observations.filter((one) => kind.isAbout(one))) {
      if (!seen.has(kind.numberOf(observation))) fresh.set(kind.numberOf(observation), observation);
    }
    for (const number of fresh.keys()) seen.add(number);
    for (const some of inParts([...fresh])) {
      await compareRows(run, kind, new Map(some), unmatched);
    }
    if (!hasMore) break;
    if (observations.length > 0 && fresh.size === 0) {
      // The same page again: the list does not advance.
      run.tally.complete = false;
      return;
    }
  }
  // A record that a complete list lacks is not missing yet: it is queried by itself.
  const isMissing = (record: T): boolean =>
    !seen.has(kind.number(record)) && isMissed(kind, record, clockOf(run));
  await queryOurs(run, kind, isMissing, false);
}

/** Rows that are compared in one step. Other work runs between steps. */
const partSize = 25;

function inParts<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / partSize);
  return Array.from({ length: count }, (_, at) => items.slice(at * partSize, (at + 1) * partSize));
}

/**
 * Compares a part of a page. A row that is the same costs one read; a row that differs is applied. `unmatched`: what
 * was not known here before.
 */
async function compareRows<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
  rows: ReadonlyMap<string, O>,
  unmatched: ReadonlySet<string>,
): Promise<void> {
  const { deps, account } = run;
  const found = await kind.byNumbers(deps.read, account.id, [...rows.keys()]);
  const known = new Map(found.map((record) => [kind.number(record), record]));
  run.tally.checked += rows.size;
  const different = [...rows.values()].filter((observation) => {
    const record = known.get(kind.numberOf(observation));
    if (record === undefined) return true;
    const ours = kind.state(record);
    // A record that is being sent right now awaits the answer of its call.
    if (ours.status === 'SUBMITTING') return false;
    const addsFacts = kind.addsFacts?.(record, observation) ?? false;
    return addsFacts || !isSame(ours, kind.reportedState(observation));
  });
  const applied = await Promise.all(
    different.map((observation) =>
      tried(run, () => deps.queue.change(applying(run, kind, observation))),
    ),
  );
  const doubtful: Doubt<T>[] = [];
  for (const one of applied) {
    if (one === null) continue;
    if ('record' in one) doubtful.push(one);
    else await settle(run, one);
  }
  const isDifferent = new Set(different.map((observation) => kind.numberOf(observation)));
  const same = found.filter((record) => !isDifferent.has(kind.number(record)));
  for (const record of same) await noteOnRecord(run, kind.subject, record, null);
  await noteMatched(
    run,
    kind.subject,
    [...known.keys()].filter((number) => unmatched.has(number)),
  );
  // A list may lag behind: a record that it still contradicts is queried by itself.
  await queryEach(run, kind, doubtful);
}

function applying<T extends Row, O extends Observation>(
  { deps, account }: Run,
  kind: Kind<T, O>,
  observation: O,
): Change<Finding | Doubt<T> | null> {
  const { id: accountId, merchantId } = account;
  const row = { observation, newId: newIdFor(deps, observation) };
  return {
    keys: keysOfAll([observation], accountId),
    decide(set) {
      const source = sourceOf(deps, { merchantId, accountId }, 'RECONCILIATION');
      const result = applyRow(set, source, kind, row);
      const record = kind.inSet(set, accountId, kind.numberOf(observation));
      const isMended = result === null || ('healed' in result && result.healed);
      if (record !== null && isMended) {
        const subject = { kind: kind.subject, id: record.id };
        attend(set, source, subject, { difference: 'AGREES' });
      }
      return { result };
    },
  };
}

const pageSize = 50;

/** Queries our own records of the range for which `isWanted` holds. */
async function queryOurs<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
  isWanted: (record: T) => boolean,
  ended: boolean,
): Promise<void> {
  const { deps, account, range } = run;
  let after: string | null = null;
  for (;;) {
    const page = { first: pageSize, after };
    const ours = await kind.created(deps.read, account.id, range, ended, page);
    const wanted = ours.filter(isWanted).map((record) => ({ record }));
    if (!(await queryEach(run, kind, wanted))) return;
    after = ours.at(-1)?.id ?? null;
    if (ours.length < pageSize) return;
  }
}

/** Queries a few at a time. False if the run has to end. */
async function queryEach<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
  doubts: readonly Doubt<T>[],
): Promise<boolean> {
  for (let at = 0; at < doubts.length; at += run.width) {
    if (!(await goesOn(run))) return false;
    const some = doubts.slice(at, at + run.width);
    await Promise.all(some.map((doubt) => tried(run, () => queryOne(run, kind, doubt))));
  }
  return true;
}

async function queryOne<T extends Row, O extends Observation>(
  run: Run,
  kind: Kind<T, O>,
  doubt: Doubt<T>,
): Promise<void> {
  const { deps } = run;
  const { record } = doubt;
  const queried = await deps.locks.run(record.id, () =>
    kind.query(deps, record, { cause: 'RECONCILIATION' }),
  );
  if (!queried.answered) return unanswered(run);
  answered(run);
  if (doubt.before === undefined) run.tally.checked += 1;
  const finding = findingInAnswer(kind, queried, doubt.before, clockOf(run));
  if (finding !== null) report(run, finding);
  await noteOnRecord(run, kind.subject, queried.record, finding);
}

/** Queries the account's records once more that differed and could not be mended, however old they are. */
export async function compareDifferences(run: Run): Promise<void> {
  for (const id of await differing(run, mostDifferences)) {
    const found = await findSubject(run.deps.read, id, run.account.merchantId);
    const kind = compared.get(found?.kind ?? '');
    if (found === null || kind === undefined || !kind.canQuery(run.connection)) continue;
    if (!(await queryEach(run, kind, [{ record: found.record as unknown as Row }]))) return;
  }
}

/** Of each account, in each run that goes back a week. */
const mostDifferences = 100;

const compared: ReadonlyMap<string, Kind<Row, Observation>> = new Map(
  [orders, refunds, settlements].map((kind) => [
    kind.subject,
    kind as unknown as Kind<Row, Observation>,
  ]),
);

/** Reports a finding of which there is no record to be queried. */
async function settle(run: Run, finding: Finding): Promise<void> {
  report(run, finding);
  if (!finding.healed && finding.subjectId === null) await noteUnmatched(run, finding);
}
