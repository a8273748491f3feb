/** `npm run prove -- notifications [--payments N] [--cut S]`: see docs/proof.md. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { copyTemplate, startRun } from '../support/servers/copies.ts';
import { findServers } from '../support/servers/find.ts';
import { figuresOf, payAll } from './latency.ts';
import { openSite } from './site.ts';
import type { Follower, Site, SiteOptions } from './site.ts';

const { values } = parseArgs({
  options: {
    payments: { type: 'string', default: '300' },
    cut: { type: 'string', default: '30' },
  },
});
const payments = Number(values.payments);
const cutMs = Number(values.cut) * 1_000;
const everyMs = 30;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
let isMissed = false;

interface Bounds {
  p50: number;
  p99: number;
}
const notified: Bounds = { p50: 150, p99: 500 };
const looked: Bounds = { p50: 3_000, p99: 3_000 };

function report(name: string, latencies: readonly number[], bounds: Bounds): void {
  const { p50, p99, most, all } = figuresOf(latencies);
  const isGood = p50 <= bounds.p50 && p99 <= bounds.p99;
  isMissed ||= !isGood;
  const figures = `p50 ${p50} ms, p99 ${p99} ms, most ${most} ms of ${all.length}`;
  print(
    `${isGood ? 'good' : 'MISSED'}  ${name.padEnd(38)} ${figures} (p50 ≤ ${bounds.p50}, p99 ≤ ${bounds.p99})`,
  );
}

/** Each event once: those of an order are its creation, its sending and its payment at least. */
function checkEvents(name: string, { events }: Follower): void {
  const twice = events.length - new Set(events).size;
  isMissed ||= twice > 0;
  if (twice > 0) print(`MISSED  ${name}: ${twice} events were told twice`);
}

async function measure(name: string, options: SiteOptions, bounds: Bounds): Promise<void> {
  await using site = await openSite(options);
  await using follower = await site.follow();
  report(name, await payAll(site, follower, { count: payments, everyMs }), bounds);
  checkEvents(name, follower);
}

/** Payments go on while Redis is gone; so do writes, whose time is measured. */
async function measureCut(database: string, proxy: Proxy): Promise<void> {
  await using site = await openSite({ database, redis: proxy.url });
  await using follower = await site.follow();
  report('before the cut', await payAll(site, follower, { count: 50, everyMs }), notified);
  const writes: number[] = [];
  await proxy.cut();
  const healed = sleep(cutMs).then(() => proxy.heal());
  const during = Math.ceil(cutMs / 100);
  const [latencies] = await Promise.all([
    payAll(site, follower, { count: during, everyMs: 100 }),
    timeWrites(site, cutMs, writes),
  ]);
  await healed;
  report(`while Redis is gone for ${cutMs / 1_000} s`, latencies, looked);
  report('writes meanwhile', writes, { p50: 100, p99: 500 });
  await sleep(2_000);
  report('after the cut', await payAll(site, follower, { count: 100, everyMs }), notified);
  proxy.silence();
  const unanswered = await payAll(site, follower, { count: 100, everyMs: 100 });
  report('while Redis accepts and answers nothing', unanswered, looked);
  checkEvents('the cut', follower);
}

async function timeWrites(site: Site, ms: number, writes: number[]): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    writes.push(await site.write());
    await sleep(100);
  }
}

const { postgres, redis } = await findServers(process.env, print);
const folder = await mkdtemp(join(tmpdir(), 'paygraph-notifications-'));
try {
  const sqlite = `sqlite:${join(folder, 'paygraph.sqlite')}`;
  await measure('by looking (SQLite, no Redis)', { database: sqlite }, looked);
  if (postgres !== null) {
    await using run = await startRun(postgres);
    const copy = () => copyTemplate(postgres, run.number);
    await measure('over PostgreSQL', { database: (await copy()).url }, notified);
    if (redis !== null) {
      await measure('over Redis', { database: (await copy()).url, redis }, notified);
      await using proxy = await openProxy(redis);
      await measureCut((await copy()).url, proxy);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isMissed ? 1 : 0;
