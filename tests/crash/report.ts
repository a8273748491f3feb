import type { Objects } from './audit/states.ts';
import { arrival } from '../support/own-database.ts';
import { verdicts } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Kill, Played } from './round.ts';
import type { Testbed } from './testbed/testbed.ts';

/** Totals over all rounds. */
export class Tally {
  rounds = 0;
  readonly kills: Kill[] = [];
  readonly findings: Finding[] = [];
  readonly objects = { orders: 0, refunds: 0, settlements: 0, 'abnormal payments': 0 };
  readonly orderStatuses = new Map<string, number>();
  steps = 0;
  advancedMs = 0;

  add({ kills, steps, advancedMs }: Played, objects: Objects, findings: readonly Finding[]): void {
    this.rounds += 1;
    this.kills.push(...kills);
    this.findings.push(...findings);
    this.steps += steps;
    this.advancedMs += advancedMs;
    this.objects.orders += objects.orders.length;
    this.objects.refunds += objects.refunds.length;
    this.objects.settlements += objects.settlements.length;
    for (const { status, abnormalPayments } of objects.orders) {
      this.objects['abnormal payments'] += abnormalPayments.length;
      this.orderStatuses.set(status, (this.orderStatuses.get(status) ?? 0) + 1);
    }
  }
}

const list = (counts: Iterable<readonly [string, number]>): string =>
  [...counts]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

function countBy<T>(items: readonly T[], name: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

/** Sums by name, over all providers. */
function sumOf(all: readonly object[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts) as [string, number][]) {
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  return sums;
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `median ${Math.round(median)} ms, at most ${Math.round(sorted.at(-1) ?? 0)} ms`;
}

/** A round in one line. */
export function lineOf({ kills, steps, phases }: Played, objects: Objects): string {
  const { orders, refunds, settlements } = objects;
  const counts: [string, number][] = [
    ['orders', orders.length],
    ['refunds', refunds.length],
    ['settlements', settlements.length],
    ['kills', kills.length],
    ['steps', steps],
  ];
  const inSeconds = Object.entries(phases).map(
    ([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`,
  );
  return [list(counts), ...inSeconds].join(', ');
}

/** The table at the end: what was done, and the counts that must be 0. */
export async function summary(
  testbed: Testbed,
  tally: Tally,
  run: { seed: string; seconds: number; acknowledged: number },
): Promise<string> {
  const { client, database, followers, paygraph } = testbed;
  const { effects, requests, faults, unanswered } = await testbed.sandbox.call.totals();
  const { kills, objects, findings } = tally;
  const inFlight = kills.flatMap((kill) => Object.keys(kill.inFlight));
  // Found by the start that follows: what was being sent may have arrived.
  const lost = `select count(*) as n from events where from_status = 'SUBMITTING'
    and to_status = 'UNKNOWN' and recorded_at between ? and ?`;
  let sending = 0;
  for (const { from, to } of paygraph.starts) sending += await database.count(lost, from, to);
  const deliveries = await database.all<{ status: string; n: number }>(
    'select status, count(*) as n from webhook_deliveries group by status',
  );
  const rows: [string, string][] = [
    ['seed', run.seed],
    ['rounds', `${tally.rounds} in ${Math.round(run.seconds)} s`],
    ['processes', String(paygraph.all.length)],
    ['kills', list(countBy(kills, ({ during }) => `during ${during}`))],
    ['  of all', `${kills.filter(({ isOfAll }) => isOfAll).length}`],
    ['  with in flight', list(countBy(inFlight, (name) => name))],
    ['  while sending', `${sending} sends were found under way at a start`],
    ['starts', `${paygraph.readyMs.length}; ready after ${spread(paygraph.readyMs)}`],
    ['clock', `moved ${Math.round(tally.advancedMs / 60_000)} min in ${tally.steps} steps`],
    ['objects', list(Object.entries(objects))],
    ['orders', list(tally.orderStatuses)],
    ['answers lost', `${client.repeated} requests were repeated with the same key`],
    ['refused for now', `${client.refused} requests, which were repeated`],
    ['keys', `${client.answered.size} answered`],
    ['effects', list(sumOf(Object.values(effects)))],
    ['provider calls', list(Object.entries(requests))],
    ['faults met', list(Object.entries(faults))],
    [
      'webhooks',
      `${run.acknowledged} acknowledged, ${unanswered} attempts met nobody; kept: ${list(deliveries.map(({ status, n }) => [status, n] as const))}`,
    ],
    [
      'events',
      `${await database.lastSeq()}; read ${followers.map(({ transport, received, connections }) => `${received.length} by ${transport} over ${connections} connections`).join(', ')}`,
    ],
    ...verdicts.map((verdict): [string, string] => [
      verdict,
      String(findings.filter((finding) => finding.verdict === verdict).length),
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

/** Everything that is known about the subject of a finding. */
export async function evidenceOf(testbed: Testbed, finding: Finding): Promise<string> {
  const { verdict, text, subject } = finding;
  if (subject === undefined) return `${verdict}: ${text}`;
  const { database, sandbox } = testbed;
  const events = (
    await database.all<{ line: string }>(
      `select seq || ' ' || version || ' ' || type || ' ' || coalesce(from_status, '-') || ' > '
         || coalesce(to_status, '-') || ' ' || cause || ' ' || recorded_at as line
       from events where subject_id = ? order by seq`,
      subject,
    )
  ).map(({ line }) => `  event ${line}`);
  const calls = (
    await database.all<{ line: string }>(
      `select at || ' ' || operation || ' ' || outcome || ' ' || coalesce(cast(http_status as text), '-') || ' '
         || request || ' => ' || coalesce(response, '-') as line
       from provider_calls where subject_id = ? order by ${arrival()}`,
      subject,
    )
  ).map(({ line }) => `  call ${line.replaceAll(/\s+/g, ' ').slice(0, 1_500)}`);
  const there: string[] = [];
  for (const table of ['orders', 'refunds', 'settlements'] as const) {
    const [row] = await database.all<Record<string, unknown>>(
      `select * from ${table} where id = ?`,
      subject,
    );
    if (row === undefined) continue;
    there.push(`  here ${JSON.stringify(row)}`);
    const [found] = await sandbox.call[table]([String(row['provider_reference'])]);
    there.push(`  there ${JSON.stringify(found)}`);
  }
  return [`${verdict}: ${text}`, ...there, ...events, ...calls].join('\n');
}
