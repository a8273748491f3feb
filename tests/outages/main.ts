/** `npm run prove -- outages [--cut S] [--rate N]`: see docs/proof.md. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { figuresOf } from '../notifier/latency.ts';
import { openProxy } from '../support/proxy.ts';
import { copyTemplate, startRun } from '../support/servers/copies.ts';
import { findServers } from '../support/servers/find.ts';
import { startPrivateServer } from '../support/servers/private.ts';
import { audit } from './audit.ts';
import { Load } from './load.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';

const { values } = parseArgs({
  options: {
    cut: { type: 'string', default: '30' },
    rate: { type: 'string', default: '5' },
  },
});
const cutMs = Number(values.cut) * 1_000;
const perSecond = Number(values.rate);
/** Milliseconds of ordinary load before and after each outage. */
const calmMs = 15_000;
/** After an outage, until latency has to be what it was. Refused webhooks come again within 5 s. */
const settleMs = 10_000;
/** Before the next one: what is measured must be told before that begins. */
const restMs = 3_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Phase {
  name: string;
  isOutageOf: 'PostgreSQL' | 'Redis' | null;
  from: number;
  to: number;
}

const phases: Phase[] = [];
/** By outage, when the server was there again. */
const ended = new Map<string, number>();
const findings: string[] = [];

async function pass(name: string, isOutageOf: Phase['isOutageOf'], ms: number): Promise<void> {
  const from = performance.now();
  await sleep(ms);
  phases.push({ name, isOutageOf, from, to: performance.now() });
}

/** What to cut off, and how it comes back. */
interface Outage {
  name: string;
  of: 'PostgreSQL' | 'Redis';
  begin: () => Promise<void>;
  end: () => Promise<void>;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function play({ name, of, begin, end }: Outage): Promise<void> {
  await sleep(restMs);
  await begin();
  await pass(name, of, cutMs);
  await end();
  ended.set(name, performance.now());
  await sleep(settleMs);
  await pass(`after: ${name}`, null, calmMs);
}

/** From the attempt that was acknowledged to the event at each subscriber of the merchant. */
function latenciesIn(
  { from, to }: Phase,
  { attempts }: Load,
  paidBy: ReadonlyMap<string, string>,
): number[] {
  return attempts
    .filter((attempt) => attempt.status === 200 && attempt.from >= from && attempt.from < to)
    .flatMap((attempt) => {
      const event = paidBy.get(attempt.order.id) ?? '';
      return attempt.order.merchant.followers.map(
        ({ receivedAt }) => (receivedAt.get(event) ?? Infinity) - attempt.from,
      );
    });
}

/** Without Redis each process looks every second or so; with it again, all is as it was before. */
function report(load: Load, paidBy: ReadonlyMap<string, string>): void {
  const [before] = phases;
  if (before === undefined) throw new Error('nothing was measured');
  const usual = figuresOf(latenciesIn(before, load, paidBy));
  for (const phase of phases) {
    const within = load.attempts.filter(({ from, to }) => from >= phase.from && to <= phase.to);
    const statuses = Map.groupBy(within, ({ status }) => String(status));
    const answers = [...statuses].map(([status, { length }]) => `${length} × ${status}`).join(', ');
    const slowest = Math.round(Math.max(0, ...within.map(({ from, to }) => to - from)));
    const isAway = phase.isOutageOf === 'PostgreSQL';
    const expected = isAway ? '503' : '200';
    const others = within.filter(({ status }) => String(status) !== expected);
    if (others.length > 0 || within.length === 0) {
      findings.push(`${phase.name}: ${answers || 'no attempt'}, and only ${expected} was expected`);
    }
    const figures = figuresOf(latenciesIn(phase, load, paidBy));
    const { p50, p99 } = figures;
    const told = isAway ? 'nothing is told' : `told after p50 ${p50} ms, p99 ${p99} ms`;
    print(`${phase.name.padEnd(44)} ${answers}, slowest ${slowest} ms; ${told}`);
    if (isAway) continue;
    const most =
      phase.isOutageOf === 'Redis'
        ? { p50: 3_000, p99: 3_000 }
        : { p50: Math.max(150, 2 * usual.p50), p99: Math.max(500, 2 * usual.p99) };
    if (p50 <= most.p50 && p99 <= most.p99) continue;
    findings.push(`${phase.name}: p50 ${p50} ms, p99 ${p99} ms (≤ ${most.p50}, ${most.p99})`);
  }
}

/** How soon webhooks are taken again, and when the last one that had been refused was. */
function reportRecovery({ attempts }: Load): void {
  for (const [index, { isOutageOf, name }] of phases.entries()) {
    const next = phases[index + 1];
    const to = ended.get(name) ?? Infinity;
    if (isOutageOf !== 'PostgreSQL' || next === undefined) continue;
    const taken = attempts.filter((one) => one.status === 200 && one.to > to && one.to <= next.to);
    const refused = new Set(
      attempts.filter((one) => one.status !== 200 && one.to <= to).map(({ order }) => order.id),
    );
    const first = Math.min(...taken.map((one) => one.to)) - to;
    const last = Math.max(
      ...taken.filter(({ order }) => refused.has(order.id)).map((one) => one.to),
    );
    print(
      `${name}: taken again after ${Math.round(first)} ms, all that was refused after ${((last - to) / 1_000).toFixed(1)} s`,
    );
  }
}

async function endAll(): Promise<void> {
  await site.close();
  await own?.[Symbol.asyncDispose]();
  await databases?.[Symbol.asyncDispose]();
}

async function run(site: Site, outages: readonly Outage[], url: string): Promise<void> {
  const inAll = (settleMs + calmMs + outages.length * (restMs + cutMs + settleMs + calmMs)) / 1_000;
  const pids = site.processes.map(({ child }) => child.pid);
  print(`${pids.length} processes, ${site.merchants.length} merchants, ${perSecond} payments/s`);
  const orders = await site.orders(Math.ceil(inAll * perSecond * 1.1));
  const load = new Load(site);
  load.start(orders, perSecond);
  await sleep(settleMs);
  await pass('before', null, calmMs);
  for (const outage of outages) await play(outage);
  await load.stop();
  const gone = site.processes.filter(({ child }) => child.exitCode !== null || child.signalCode);
  findings.push(...gone.map(() => 'a process has ended'));
  const begun = performance.now();
  const audited = await audit(site, load, url);
  print(`audited, and nothing under way any more, ${seconds(performance.now() - begun)} later`);
  findings.push(...audited.findings);
  report(load, audited.paidBy);
  reportRecovery(load);
  print(`${load.created.size} orders were created meanwhile`);
  const said = Map.groupBy(site.lines, (line) => (JSON.parse(line) as Line).msg);
  for (const [message, { length }] of said) print(`logged ${length} ×: ${message}`);
}

interface Line {
  msg: string;
}

const { postgres, redis } = await findServers(process.env, print);
if (redis === null) throw new Error('there is no Redis: TEST_REDIS_URL');
await using own = await startPrivateServer();
if (own === null) print('a restart of PostgreSQL is left out: its programs are not here');
if (own === null && postgres === null) throw new Error('there is no PostgreSQL: TEST_DATABASE_URL');
await using databases = own === null && postgres !== null ? await startRun(postgres) : null;
// On a server of our own the processes migrate, and all is flushed.
const url = own?.url ?? (await copyTemplate(postgres ?? '', databases?.number ?? 0)).url;
await using database = await openProxy(url);
await using notifier = await openProxy(redis);
const site = await openSite({ database: database.url, redis: notifier.url });
// A server of our own would outlive this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endAll().finally(() => process.exit(130)));
}
const inSeconds = `for ${cutMs / 1_000} s`;
try {
  await run(
    site,
    [
      {
        name: `Redis is cut off ${inSeconds}`,
        of: 'Redis',
        begin: () => notifier.cut(),
        end: () => notifier.heal(),
      },
      {
        name: `PostgreSQL is cut off ${inSeconds}`,
        of: 'PostgreSQL',
        begin: () => database.cut(),
        end: () => database.heal(),
      },
      ...(own === null
        ? []
        : [
            {
              name: `PostgreSQL is killed, and starts ${inSeconds} later`,
              of: 'PostgreSQL' as const,
              begin: () => own.stop(),
              end: () => own.start(),
            },
          ]),
    ],
    url,
  );
} finally {
  await site.close();
}
for (const finding of findings) print(`✗ ${finding}`);
print(findings.length === 0 ? 'nothing was missed' : `${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
