import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { deepStrictEqual, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Bench, Outcome } from './bench.ts';
import type { Case } from './cases.ts';
import { happened } from './operations.ts';
import { faultsOf, impossible } from './fault-list.ts';
import type { Fault } from './fault-list.ts';
import type { Operation } from './subject.ts';
import { reply } from './wire.ts';
import type { WireAnswer } from './wire.ts';

export function faultCases(bench: Bench): Case[] {
  const { subject, methods, now } = bench;
  const rules = subject.wire ?? {};
  const withSample = methods.filter((operation) => subject.operations[operation] !== undefined);
  const all = faultsOf(rules, now);
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
      : all
          .filter(({ waits, name }) => waits !== true && !isOfSignature(name))
          .map((fault) => noToken(fault, bench))),
  ];
}

/** Tokens come unsigned. */
const isOfSignature = (fault: string): boolean => impossible(fault, {}) !== null;

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
