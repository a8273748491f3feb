import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { deepStrictEqual, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Bench, Outcome } from './bench.ts';
import type { Case } from './cases.ts';
import { happened } from './operations.ts';
import type { Operation, WireRules } from './subject.ts';
import { reply, resigned } from './wire.ts';
import type { Mischief, WireAnswer } from './wire.ts';

interface Fault extends Mischief {
  name: string;
  /** How often the effect has happened at the provider. */
  done: 0 | 1;
  waits?: boolean;
}

const html = { 'content-type': 'text/html' };
const broken = { status: 500, headers: html, body: Buffer.from('<h1>500</h1>') };

/** Everything that can go wrong on the way. None of it is a no, and none of it is done again unasked. */
const faults: readonly Fault[] = [
  { name: 'cut-before', done: 0, instead: (response) => void response.destroy() },
  { name: 'error-before', done: 0, instead: (response) => reply(response, broken) },
  { name: 'redirect', done: 0, instead: (response) => reply(response, elsewhere) },
  {
    name: 'cut-after',
    done: 1,
    change: (_answer, _request, response) => {
      response.destroy();
      return null;
    },
  },
  { name: 'error-after', done: 1, change: () => broken },
  // What is said under a status of failure is no answer, however good it looks.
  { name: 'error-status', done: 1, change: (answer) => ({ ...answer, status: 502 }) },
  { name: 'silence', done: 1, waits: true, change: () => null },
  { name: 'garbage', done: 1, change: (answer) => ({ ...answer, body: Buffer.from('{"code":') }) },
  { name: 'empty', done: 1, change: (answer) => ({ ...answer, body: Buffer.alloc(0) }) },
];
const elsewhere = { status: 302, headers: { location: '/elsewhere' }, body: Buffer.alloc(0) };

function signatureFaults(rules: WireRules, now: () => number): Fault[] {
  const { signAnswer, answerWindowMs = null } = rules;
  if (signAnswer === undefined) return [];
  const late: Fault[] = [answerWindowMs ?? 0, -(answerWindowMs ?? 0)].map((off) => ({
    name: off > 0 ? 'signed-later' : 'signed-long-ago',
    done: 1,
    change: (answer, request) =>
      resigned(answer, request, answer.body, rules, now() + off + Math.sign(off) * 5_000),
  }));
  return [
    {
      name: 'bad-signature',
      done: 1,
      // Rightly signed, but not this.
      change: (answer, request) => {
        const other = resigned(answer, request, Buffer.from('{}'), rules);
        return { ...other, body: answer.body };
      },
    },
    {
      name: 'no-signature',
      done: 1,
      change: (answer, request) => {
        const names = Object.keys(signAnswer(request, answer.body, now()));
        const rest = Object.entries(answer.headers).filter(
          ([header]) => !names.some((name) => name.toLowerCase() === header),
        );
        return { ...answer, headers: Object.fromEntries(rest) };
      },
    },
    ...(answerWindowMs === null ? [] : late),
  ];
}

export function faultCases(bench: Bench): Case[] {
  const { subject, methods, now } = bench;
  const rules = subject.wire ?? {};
  const withSample = methods.filter((operation) => subject.operations[operation] !== undefined);
  const all = [...faults, ...signatureFaults(rules, now)];
  return [
    ...withSample.flatMap((operation) => [
      refusedConnection(operation, bench),
      ...all.map((fault) => lost(operation, fault, bench)),
      ...(rules.expiredToken === undefined ? [] : [renewed(operation, bench)]),
      wrongSecret(operation, bench),
    ]),
    ...(rules.tokenRefusals ?? []).map((answer) => refusedToken(answer, bench)),
    ...(rules.isPreliminary === undefined
      ? []
      : faults.filter(({ waits }) => waits !== true).map((fault) => noToken(fault, bench))),
  ];
}

function row(operation: string, name: string, outcome: string, rest: string): Omit<Case, 'run'> {
  const title = `${operation}, ${name}: ${outcome}, ${rest}`;
  return { title, fault: { operation, name, outcome } };
}

/** Ends as it must, is recorded as that, and was sent once. */
function endsAs(bench: Bench, outcome: Outcome, ended: Outcome['ended'], sent: number): void {
  partialDeepStrictEqual(outcome, { ended });
  deepStrictEqual(bench.wire.taken().length, sent, 'requests sent');
  strictEqual(bench.exchanges.at(-1)?.outcome, ended, 'the outcome that was recorded');
}

function lost(operation: Operation, fault: Fault, bench: Bench): Case {
  const done = fault.done === 1 ? 'whatever was done, was done once' : 'nothing was done';
  return {
    ...row(operation, fault.name, 'UNKNOWN', done),
    async run() {
      const { sample, argument } = await bench.sample(operation);
      const connection = fault.waits === true ? await bench.impatient() : undefined;
      const before = bench.effects();
      bench.wire.taken();
      bench.wire.arm(fault);
      const outcome = await bench.run(operation, argument, connection);
      await bench.wire.idle();
      endsAs(bench, outcome, 'UNKNOWN', 1);
      happened(bench, before, sample.effect, fault.done);
    },
  };
}

function refusedConnection(operation: Operation, bench: Bench): Case {
  return {
    ...row(operation, 'refused connection', 'NOT_SENT', 'nothing was done'),
    async run() {
      const { argument } = await bench.sample(operation);
      const before = bench.effects();
      bench.wire.taken();
      const connection = bench.connect({ baseUrl: await nobodyListens() });
      const outcome = await bench.run(operation, argument, connection);
      endsAs(bench, outcome, 'NOT_SENT', 0);
      deepStrictEqual(bench.effects(), before);
    },
  };
}

async function nobodyListens(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

function renewed(operation: Operation, bench: Bench): Case {
  const { expiredToken } = bench.subject.wire ?? {};
  return {
    ...row(operation, 'expired-token', 'ANSWERED', 'once, under a new token'),
    async run() {
      const { sample, argument } = await bench.sample(operation);
      const before = bench.effects();
      bench.wire.taken();
      if (expiredToken !== undefined) {
        bench.wire.arm({ instead: (response) => reply(response, expiredToken) });
      }
      endsAs(bench, await bench.run(operation, argument), 'ANSWERED', 2);
      happened(bench, before, sample.effect, 1);
    },
  };
}

/** A refusal of who we are is no word about what was asked. */
function wrongSecret(operation: Operation, bench: Bench): Case {
  return {
    title: `${operation}, wrongly signed: no success, no absence, nothing was done`,
    async run() {
      const { argument } = await bench.sample(operation);
      const before = bench.effects();
      const connection = bench.connect({ config: bench.subject.wrongConfig });
      const outcome = await bench.run(operation, argument, connection);
      bench.wire.taken();
      deepStrictEqual(bench.effects(), before);
      if (outcome.ended !== 'ANSWERED')
        return partialDeepStrictEqual(outcome, { ended: 'UNKNOWN' });
      const statuses = (outcome.observations ?? []).map((one) =>
        'status' in one ? one.status : one.subject,
      );
      deepStrictEqual(
        statuses.filter((status) => status !== 'FAILED'),
        [],
      );
      strictEqual(outcome.refused === null, false, 'it was refused');
    },
  };
}

function noToken(fault: Fault, bench: Bench): Case {
  return {
    ...row('access token', fault.name, 'NOT_SENT', 'the business call never left'),
    async run() {
      const { argument } = await bench.sample('createOrder');
      const before = bench.effects();
      bench.wire.taken();
      bench.wire.arm({ ...fault, preliminary: true });
      const outcome = await bench.run('createOrder', argument, bench.connect());
      partialDeepStrictEqual(outcome, { ended: 'NOT_SENT' });
      deepStrictEqual(bench.wire.taken(), []);
      deepStrictEqual(bench.effects(), before);
    },
  };
}

function refusedToken(answer: WireAnswer, bench: Bench): Case {
  return {
    title: `access token, refused with HTTP ${answer.status}: the credentials are not accepted`,
    async run() {
      const { argument } = await bench.sample('createOrder');
      const before = bench.effects();
      bench.wire.arm({ preliminary: true, instead: (response) => reply(response, answer) });
      const outcome = await bench.run('createOrder', argument, bench.connect());
      partialDeepStrictEqual(outcome, { refused: { code: 'PROVIDER_AUTHENTICATION' } });
      deepStrictEqual(bench.effects(), before);
    },
  };
}
