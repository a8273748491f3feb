import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { deepStrictEqual, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import { happened } from './operations.ts';
import { faultsOf, impossible } from './fault-list.ts';
import type { Fault } from './fault-list.ts';
import type { Operation } from './subject.ts';
import { reply } from './wire.ts';
import type { WireAnswer } from './wire.ts';

export function faultCases(harness: Harness): Case[] {
  const { subject, methods, now } = harness;
  const rules = subject.wire ?? {};
  const withSample = methods.filter((operation) => subject.operations[operation] !== undefined);
  const all = faultsOf(rules, now);
  return [
    ...withSample.flatMap((operation) => [
      refusedConnection(operation, harness),
      ...all.map((fault) => lost(operation, fault, harness)),
      ...(rules.expiredToken === undefined ? [] : [renewed(operation, harness)]),
      wrongSecret(operation, harness),
    ]),
    ...(rules.tokenRefusals ?? []).map((answer) => refusedToken(answer, harness)),
    ...(rules.isPreliminary === undefined
      ? []
      : all
          .filter(({ waits, name }) => waits !== true && !isOfSignature(name))
          .map((fault) => noToken(fault, harness))),
  ];
}

/** Tokens come unsigned. */
const isOfSignature = (fault: string): boolean => impossible(fault, {}) !== null;

function row(operation: string, name: string, outcome: string, rest: string): Omit<Case, 'run'> {
  const title = `${operation}, ${name}: ${outcome}, ${rest}`;
  return { title, fault: { operation, name, outcome } };
}

/** The call ends as it must, is recorded as that, and was sent once. */
function endsAs(harness: Harness, outcome: Outcome, ended: Outcome['ended'], sent: number): void {
  partialDeepStrictEqual(outcome, { ended });
  deepStrictEqual(harness.wire.takeRequests().length, sent, 'requests sent');
  strictEqual(harness.exchanges.at(-1)?.outcome, ended, 'the outcome that was recorded');
}

function lost(operation: Operation, fault: Fault, harness: Harness): Case {
  const done = fault.done === 1 ? 'whatever was done, was done once' : 'nothing was done';
  return {
    ...row(operation, fault.name, 'UNKNOWN', done),
    async run() {
      const { sample, argument } = await harness.sample(operation);
      const connection = fault.waits === true ? await harness.impatient() : undefined;
      const before = harness.effects();
      harness.wire.takeRequests();
      harness.wire.arm(fault);
      const outcome = await harness.run(operation, argument, connection);
      await harness.wire.idle();
      endsAs(harness, outcome, 'UNKNOWN', 1);
      happened(harness, before, sample.effect, fault.done);
    },
  };
}

function refusedConnection(operation: Operation, harness: Harness): Case {
  return {
    ...row(operation, 'refused connection', 'NOT_SENT', 'nothing was done'),
    async run() {
      const { argument } = await harness.sample(operation);
      const before = harness.effects();
      harness.wire.takeRequests();
      const connection = harness.connect({ baseUrl: await nobodyListens() });
      const outcome = await harness.run(operation, argument, connection);
      endsAs(harness, outcome, 'NOT_SENT', 0);
      deepStrictEqual(harness.effects(), before);
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

function renewed(operation: Operation, harness: Harness): Case {
  const { expiredToken } = harness.subject.wire ?? {};
  return {
    ...row(operation, 'expired-token', 'ANSWERED', 'once, under a new token'),
    async run() {
      const { sample, argument } = await harness.sample(operation);
      const before = harness.effects();
      harness.wire.takeRequests();
      if (expiredToken !== undefined) {
        harness.wire.arm({ instead: (response) => reply(response, expiredToken) });
      }
      endsAs(harness, await harness.run(operation, argument), 'ANSWERED', 2);
      happened(harness, before, sample.effect, 1);
    },
  };
}

/** A refusal of our credentials proves nothing about the request. */
function wrongSecret(operation: Operation, harness: Harness): Case {
  return {
    title: `${operation}, wrongly signed: no success, no absence, nothing was done`,
    async run() {
      const { argument } = await harness.sample(operation);
      const before = harness.effects();
      const connection = harness.connect({ config: harness.subject.wrongConfig });
      const outcome = await harness.run(operation, argument, connection);
      harness.wire.takeRequests();
      deepStrictEqual(harness.effects(), before);
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

function noToken(fault: Fault, harness: Harness): Case {
  return {
    ...row('access token', fault.name, 'NOT_SENT', 'the business call never left'),
    async run() {
      const { argument } = await harness.sample('createOrder');
      const before = harness.effects();
      harness.wire.takeRequests();
      harness.wire.arm({ ...fault, preliminary: true });
      const outcome = await harness.run('createOrder', argument, harness.connect());
      partialDeepStrictEqual(outcome, { ended: 'NOT_SENT' });
      deepStrictEqual(harness.wire.takeRequests(), []);
      deepStrictEqual(harness.effects(), before);
    },
  };
}

function refusedToken(answer: WireAnswer, harness: Harness): Case {
  return {
    title: `access token, refused with HTTP ${answer.status}: the credentials are not accepted`,
    async run() {
      const { argument } = await harness.sample('createOrder');
      const before = harness.effects();
      harness.wire.arm({ preliminary: true, instead: (response) => reply(response, answer) });
      const outcome = await harness.run('createOrder', argument, harness.connect());
      partialDeepStrictEqual(outcome, { refused: { code: 'PROVIDER_AUTHENTICATION' } });
      deepStrictEqual(harness.effects(), before);
    },
  };
}
