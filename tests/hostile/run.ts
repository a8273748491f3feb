import { setTimeout as sleep } from 'node:timers/promises';
import { attackers } from './attacks/attack.ts';
import type { Attack, Target } from './attacks/attack.ts';
import type { Client } from './client/client.ts';
import { clientSockets } from './client/load.ts';
import type { Window } from './client/load.ts';
import type { Testbed } from './testbed/testbed.ts';
import { HttpClient } from './wire/http.ts';

export interface Loop {
  strikes: number;
  /** What was wrong, and how often. */
  wrong: Map<string, number>;
  /** Milliseconds that the slowest refusal took. */
  slowest: number;
}

export interface Outcome {
  attack: Attack;
  closed: Loop;
  open: Loop;
  /** Bytes; null where the system does not report them. */
  rss: { before: number; most: number; after: number } | null;
  sockets: { before: number; most: number; after: number } | null;
  /** Windows of the well-behaved client: before, with each loop, and after; null where there is none. */
  client: { before: Window; closed: Window; open: Window; after: Window } | null;
  /** Violations, in sentences; empty where there are none. */
  findings: string[];
}

export interface RunOptions {
  /** Of each window. */
  seconds: number;
  client: Client | null;
  /** Omitted where there is no time. */
  openLoop?: boolean;
}

/** Bytes by which the process may grow during an attack: some memory is never given back. */
const mostGrowth = 500 * 1024 * 1024;
/** Open sockets that may remain: the well-behaved client may have opened some for itself. */
export const socketsLeft = clientSockets + 8;
const settleMs = 15_000;

/** Runs one attack: a window without it, one with each loop, one without it again. */
export async function run(testbed: Testbed, attack: Attack, options: RunOptions): Promise<Outcome> {
  const { client, seconds, openLoop = true } = options;
  const rest = async (): Promise<Window | null> => (client ? quiet(client, seconds) : null);
  const before = await rest();
  const meter = startMeter(testbed);
  const http = new HttpClient(testbed.port, { sockets: 256 });
  const closed = await strikeClosed(testbed, attack, http, seconds);
  const duringClosed = client ? await client.report() : null;
  const open = openLoop ? await strikeOpen(testbed, attack, http, seconds) : newLoop();
  const duringOpen = client ? await client.report() : null;
  http.close();
  const { rss, sockets } = await meter.settle();
  const after = await rest();
  const windows =
    before && duringClosed && duringOpen && after
      ? { before, closed: duringClosed, open: duringOpen, after }
      : null;
  const findings = [
    ...complaints(testbed, attack, [closed, open]),
    ...grown(rss, sockets),
    ...missed(windows),
  ];
  return { attack, closed, open, rss, sockets, client: windows, findings };
}

async function quiet(client: Client, seconds: number): Promise<Window> {
  await client.report();
  await sleep(seconds * 1000);
  return client.report();
}

const newLoop = (): Loop => ({ strikes: 0, wrong: new Map(), slowest: 0 });

let number = 0;

async function strike(
  testbed: Testbed,
  attack: Attack,
  http: HttpClient,
  loop: Loop,
): Promise<void> {
  const by = attack.by ?? attackers;
  number += 1;
  const attacker = by[number % by.length] ?? 'nobody';
  const target: Target = {
    testbed,
    port: testbed.port,
    http,
    number: Math.floor(number / by.length),
    attacker,
  };
  const begun = performance.now();
  const { withinMs = 5_000 } = attack;
  const wrong = await attack.strike(target);
  const ms = performance.now() - begun;
  loop.strikes += 1;
  loop.slowest = Math.max(loop.slowest, ms);
  const what = wrong ?? (ms > withinMs ? `refused after ${Math.round(ms)} ms` : null);
  if (what === null) return;
  const finding = `as ${attacker}: ${what.replaceAll(/[0-9a-f-]{36}|\w{3}_[0-9A-Z]{26}/g, '…')}`;
  loop.wrong.set(finding, (loop.wrong.get(finding) ?? 0) + 1);
}

/** Closed loop: so many at once, each followed by the next as soon as it is answered. */
async function strikeClosed(
  testbed: Testbed,
  attack: Attack,
  http: HttpClient,
  seconds: number,
): Promise<Loop> {
  const loop = newLoop();
  const until = performance.now() + seconds * 1000;
  const work = async (): Promise<void> => {
    while (performance.now() < until && testbed.process.isAlive())
      await strike(testbed, attack, http, loop);
  };
  await Promise.all(Array.from({ length: attack.atOnce ?? 8 }, work));
  return loop;
}

/** Open loop: so many a second whatever becomes of them, as long as no more than twice the closed loop's are open. */
async function strikeOpen(
  testbed: Testbed,
  attack: Attack,
  http: HttpClient,
  seconds: number,
): Promise<Loop> {
  const loop = newLoop();
  const everyMs = 1000 / (attack.perSecond ?? 50);
  const most = 2 * (attack.atOnce ?? 8);
  const begun = performance.now();
  const under = new Set<Promise<void>>();
  for (let due = begun; due < begun + seconds * 1000; due += everyMs) {
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    if (under.size >= most) continue;
    const one = strike(testbed, attack, http, loop);
    under.add(one);
    void one.finally(() => under.delete(one));
  }
  await Promise.all(under);
  return loop;
}

function complaints(testbed: Testbed, { name }: Attack, loops: readonly Loop[]): string[] {
  const found = loops.flatMap(({ wrong }) =>
    [...wrong].map(([what, count]) => `${count} times ${what}`),
  );
  return testbed.process.isAlive() ? found : [...found, `the process has ended after ${name}`];
}

function grown(rss: Outcome['rss'], sockets: Outcome['sockets']): string[] {
  const found: string[] = [];
  if (rss && rss.most - rss.before > mostGrowth)
    found.push(`memory has grown by ${megabytes(rss.most - rss.before)} MB`);
  if (sockets && sockets.after - sockets.before > socketsLeft) {
    found.push(`${sockets.after - sockets.before} sockets are left open`);
  }
  return found;
}

export const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

function missed(windows: Outcome['client']): string[] {
  if (!windows) return [];
  return Object.entries(windows).flatMap(([when, { failures }]) =>
    failures.length === 0
      ? []
      : [`${failures.length} failures of the well-behaved client (${when}): ${failures[0] ?? ''}`],
  );
}

/** Measures the process's memory and sockets from now on. */
function startMeter({ process }: Testbed) {
  const rss = { before: process.rss() ?? 0, most: 0, after: 0 };
  const sockets = { before: process.sockets() ?? 0, most: 0, after: 0 };
  const sample = (): void => {
    rss.most = Math.max(rss.most, process.rss() ?? 0);
    sockets.most = Math.max(sockets.most, process.sockets() ?? 0);
  };
  const timer = setInterval(sample, 200);
  return {
    /** Gives the process time to close what the attacker left. */
    async settle() {
      sample();
      clearInterval(timer);
      const until = performance.now() + settleMs;
      const isBack = (): boolean => (process.sockets() ?? 0) <= sockets.before + socketsLeft;
      while (!isBack() && performance.now() < until) await sleep(100);
      rss.after = process.rss() ?? 0;
      sockets.after = process.sockets() ?? 0;
      const isMeasured = process.rss() !== null;
      return { rss: isMeasured ? rss : null, sockets: process.sockets() === null ? null : sockets };
    },
  };
}
