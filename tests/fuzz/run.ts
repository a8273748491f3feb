import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { changedTables, readRows, textsOf } from '../hostile/testbed/rows.ts';
import { createScanner, personal, secretsOf } from '../hostile/testbed/secrets.ts';
import type { Scanner } from '../hostile/testbed/secrets.ts';
import type { Testbed } from '../hostile/testbed/testbed.ts';
import { makeCase } from './cases.ts';
import { Sender, show } from './exchange.ts';
import { judge } from './judge.ts';

export interface FuzzOptions {
  requests: number;
  seed: string;
  /** How many of the requests are correctly signed by a misbehaving provider. They come last. */
  mad: number;
  print?: (line: string) => void;
  /** Requests at once. */
  atOnce?: number;
}

export interface Report {
  /** By family: how often each status (or close code) was the answer. */
  statuses: Map<string, Map<string, number>>;
  /** Findings, each once: the bytes that first showed it, and how often it came. */
  findings: Map<string, Finding>;
  seconds: number;
}

export interface Finding {
  count: number;
  /** Numbers of the first cases that show it. */
  numbers: number[];
  /** The bytes of the first case and the answer, secrets masked. */
  example: string;
}

const maxNumbers = 5;

/**
 * Tables that a genuine delivery may write, whatever it contains: itself, what it waits for, queries and their
 * answers.
 */
const ofDeliveries = ['webhook_deliveries', 'awaited_subjects', 'provider_calls', 'evidence'];

/** Sends all requests to the testbed, and checks its rows and outputs. */
export async function fuzz(testbed: Testbed, options: FuzzOptions): Promise<Report> {
  const scanner = createScanner(secretsOf(testbed));
  const report: Report = { statuses: new Map(), findings: new Map(), seconds: 0 };
  const begun = performance.now();
  const sender = new Sender(testbed.port, options.atOnce ?? 24);
  const first = options.requests - options.mad;
  const before = await readRows(testbed.databaseUrl);
  await sendAll(testbed, options, { from: 0, to: first }, sender, scanner, report);
  const between = await readRows(testbed.databaseUrl);
  for (const table of changedTables(before, between)) note(report, `rows written: ${table}`);
  await sendAll(testbed, options, { from: first, to: options.requests }, sender, scanner, report);
  sender.close();
  const after = await readRows(testbed.databaseUrl);
  for (const table of changedTables(between, after, ofDeliveries)) {
    note(report, `changed by a mad webhook: ${table}`);
  }
  for (const finding of await overall(testbed, scanner)) note(report, finding);
  report.seconds = (performance.now() - begun) / 1000;
  return report;
}

async function sendAll(
  testbed: Testbed,
  options: FuzzOptions,
  range: { from: number; to: number },
  sender: Sender,
  scanner: Scanner,
  report: Report,
): Promise<void> {
  const { seed, requests, mad, print = () => undefined, atOnce = 24 } = options;
  let next = range.from;
  const work = async (): Promise<void> => {
    while (next < range.to && testbed.process.isAlive()) {
      const number = next;
      next += 1;
      if (number > 0 && number % 10_000 === 0) print(`${number} sent`);
      const one = makeCase(testbed, seed, number, number >= requests - mad);
      const outcome = await sender.send(one.exchange);
      const counted = report.statuses.get(one.family) ?? new Map<string, number>();
      const status =
        String(outcome.status ?? 'no answer') + (outcome.code === null ? '' : `/${outcome.code}`);
      counted.set(status, (counted.get(status) ?? 0) + 1);
      report.statuses.set(one.family, counted);
      for (const wrong of judge(one, outcome, scanner)) {
        const answer = `${outcome.status ?? outcome.error} ${outcome.text.slice(0, 800)}`;
        const example = `${show(one.exchange).slice(0, 2_000)}\n→ ${answer}`;
        note(report, `${one.family}: ${wrong}`, number, scanner.mask(`as ${one.as}\n${example}`));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

function note(report: Report, what: string, number?: number, example = ''): void {
  const known = report.findings.get(what) ?? { count: 0, numbers: [], example };
  known.count += 1;
  if (number !== undefined && known.numbers.length < maxNumbers) known.numbers.push(number);
  report.findings.set(what, known);
}

/** Sends one number alone, and shows everything about it. */
export async function only(testbed: Testbed, seed: string, number: number, isMad: boolean) {
  const scanner = createScanner(secretsOf(testbed));
  const one = makeCase(testbed, seed, number, isMad);
  const sender = new Sender(testbed.port, 1);
  const outcome = await sender.send(one.exchange);
  sender.close();
  const wrong = judge(one, outcome, scanner);
  const lines = [`${one.family}, as ${one.as}`, show(one.exchange), '→', JSON.stringify(outcome)];
  return { text: scanner.mask(lines.join('\n')), findings: wrong };
}

/** Checks the process and what it left: it lives, reveals no secret, and seals what it stores. */
async function overall(testbed: Testbed, scanner: Scanner): Promise<string[]> {
  const findings: string[] = [];
  const health = await fetch(`${testbed.base}/health/ready`).catch(() => null);
  if (!testbed.process.isAlive() || health?.status !== 200)
    findings.push('the process is not well');
  // The last lines are still on their way.
  await sleep(50);
  const output = testbed.output();
  findings.push(
    ...scanner.find(output).map((name) => `its output shows the ${name}`),
    ...createScanner(personal)
      .find(output)
      .map((name) => `its output shows ${name}`),
  );
  if (/"level":(?:50|60)/.test(output)) {
    const [line = ''] = output.split('\n').filter((one) => /"level":(?:50|60)/.test(one));
    findings.push(`it has logged an error: ${scanner.mask(line).slice(0, 1_000)}`);
  }
  for await (const stored of storedBy(testbed)) {
    const names = scanner.find(stored);
    findings.push(...names.map((name) => `the database holds the ${name}`));
  }
  return findings;
}

/** All that is stored: the files of SQLite with what is deleted, and all rows of PostgreSQL. */
async function* storedBy({ databaseUrl }: Testbed): AsyncGenerator<string> {
  const path = databaseUrl.replace(/^sqlite:/, '');
  if (path !== databaseUrl) yield* [read(path), read(`${path}-wal`)];
  else for await (const [, texts] of textsOf(databaseUrl)) yield texts.join('\n');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
