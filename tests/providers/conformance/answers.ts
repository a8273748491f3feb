import { deepStrictEqual, fail, ok, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Observation } from '../../../src/domain/observation.ts';
import { orderStatus } from '../../../src/domain/chargebacks/order-status.ts';
import { foldOrder, noOrderEvidence, orderPhase } from '../../../src/domain/order.ts';
import type { Phase } from '../../../src/domain/order.ts';
import {
  foldPayout,
  noPayoutEvidence,
  payoutPhase,
  payoutStatus,
} from '../../../src/domain/payout.ts';
import { unsent } from '../../../src/domain/instructions/submission.ts';
import { toDecimal } from '../../../src/domain/money.ts';
import type { Money } from '../../../src/domain/money.ts';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import type { NumberField, Operation, CodeTable } from './subject.ts';
import { isNotOfReading, tick } from './statements.ts';
import { resigned } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** What the mapping makes of the provider's statuses and numbers. */
export function answerCases(harness: Harness): Case[] {
  const { subject } = harness;
  return [
    ...subject.codes.flatMap((table) => statusCases(table, harness)),
    ...subject.numbers.flatMap((field) => numberCases(field, harness)),
    ...formCases(harness),
    ...(subject.unbelievable ?? []).map(({ operation, name, answer }) => ({
      title: `${operation}: ${name} proves nothing`,
      async run() {
        const { argument } = await harness.sample(operation);
        harness.context.answerNext(answer);
        const { ended } = await harness.run(operation, argument);
        strictEqual(ended, 'UNKNOWN');
      },
    })),
  ];
}

interface Reading {
  operation: Operation;
  sample?: number;
}

/** The answer with another text in it, correctly signed. */
async function read(
  { operation, sample: index = 0 }: Reading,
  change: (body: string) => string,
  harness: Harness,
): Promise<Outcome> {
  const { argument } = await harness.sample(operation, index);
  let isChanged = false;
  const connection = await harness.early();
  harness.wire.arm({
    change: (answer, request) => {
      const text = answer.body.toString('utf8');
      const body = change(text);
      isChanged = true;
      return resigned(answer, request, Buffer.from(body), harness.subject.wire ?? {});
    },
  });
  const since = harness.now();
  await tick();
  const outcome = await harness.run(operation, argument, connection);
  ok(isChanged, 'no answer came by');
  isNotOfReading(outcome, since);
  return outcome;
}

function onlyObservation(outcome: Outcome): Observation {
  if (outcome.ended !== 'ANSWERED') fail(`${outcome.ended}: ${outcome.reason}`);
  const [observation, ...more] = outcome.observations ?? [];
  if (observation === undefined) fail('nothing was observed');
  deepStrictEqual(more, []);
  return observation;
}

function statusCases(table: CodeTable, harness: Harness): Case[] {
  const { name, operation, codes, unheardOf = { status: null } } = table;
  const known = Object.entries(codes).map(([code, { is, phase }]) => ({
    title: `${operation}: ${name} ${code} is ${phase === undefined ? describe(is) : `${describe(is)}, ${phase}`}`,
    async run() {
      harness.logs.length = 0;
      const outcome = await read(table, (body) => table.put(body, code), harness);
      const observation = onlyObservation(outcome);
      partialDeepStrictEqual(observation, is);
      deepStrictEqual(
        harness.logs.filter(([level]) => level === 'warn'),
        [],
        'nobody is warned',
      );
      if (phase !== undefined) strictEqual(phaseOf(observation), phase);
    },
  }));
  const strange = ['NEVER_HEARD_OF', 'toString', '__proto__'];
  if (unheardOf === null) {
    return [...known, ...strange.map((code) => noneOfOurs(table, code, harness))];
  }
  const unheard = strange.map((code) => ({
    title: `${operation}: ${name} ${code} proves nothing, is no failure, and somebody is told`,
    async run() {
      harness.logs.length = 0;
      const observation = onlyObservation(
        await read(table, (body) => table.put(body, code), harness),
      );
      partialDeepStrictEqual(observation, unheardOf);
      ok(!('failure' in observation), 'a failure was made of it');
      const text = harness.logs
        .filter(([level]) => level === 'warn')
        .map((line) => JSON.stringify(line));
      ok(
        text.some((line) => line.includes(code)),
        `logged: ${text.join(' ')}`,
      );
    },
  }));
  return [...known, ...unheard];
}

/** Money under an unknown name is reported under that name, so it cannot be what was requested. */
function noneOfOurs(table: CodeTable, code: string, harness: Harness): Case {
  return {
    title: `${table.operation}: the ${table.name} ${code} is told as it was said`,
    async run() {
      const outcome = await read(table, (body) => table.put(body, code), harness);
      const observation: object = onlyObservation(outcome);
      partialDeepStrictEqual(observation, { payable: { currency: code } });
    },
  };
}

function describe(is: object): string {
  return Object.values(is)
    .filter((value) => typeof value !== 'object')
    .map(String)
    .join(' ');
}

/** The phase of a subject of which only this observation is known. */
function phaseOf(observation: Observation): Phase {
  switch (observation.subject) {
    case 'ORDER': {
      const evidence = foldOrder(noOrderEvidence, observation, 1);
      return orderPhase(orderStatus(evidence, unsent, null), evidence);
    }
    case 'REFUND':
    case 'SETTLEMENT':
      return payoutPhase(payoutStatus(foldPayout(noPayoutEvidence, observation, 1), unsent));
    default:
      return fail(`${observation.subject} has no phase`);
  }
}

function numberCases(field: NumberField, harness: Harness): Case[] {
  const { name, operation, put, member, lexemes } = field;
  return lexemes.map(([lexeme, amount]) => ({
    title: `${operation}: ${name} written as ${lexeme} is ${amount === null ? 'not believed' : print(amount)}`,
    async run() {
      const outcome = await read(field, (body) => put(body, lexeme), harness);
      if (amount === null) {
        strictEqual(outcome.ended, 'UNKNOWN');
        return;
      }
      const observation: object = onlyObservation(outcome);
      partialDeepStrictEqual(observation, { [member]: amount });
    },
  }));
}

function formCases(harness: Harness): Case[] {
  const { signAnswer = () => ({}) } = harness.subject.wire ?? {};
  /** In place of all headers that it usually has. */
  const signedAs = (
    signature: Record<string, string>,
    request: WireRequest,
    answer: WireAnswer,
  ): WireAnswer => {
    const names = Object.keys(signAnswer(request, answer.body, 0)).map((name) =>
      name.toLowerCase(),
    );
    const rest = Object.entries(answer.headers).filter(([name]) => !names.includes(name));
    return { ...answer, headers: { ...Object.fromEntries(rest), ...signature } };
  };
  return (harness.subject.wire?.forms ?? []).map(({ name, sign, isTrusted }) => ({
    title: `queryOrder: an answer signed ${name} is ${isTrusted ? 'believed' : 'not believed'}`,
    async run() {
      const { argument } = await harness.sample('queryOrder');
      harness.wire.arm({
        // A second later, so that the answer's own time is what counts.
        change: (answer, request) =>
          signedAs(sign(request, answer.body, harness.now() + 1_000), request, answer),
      });
      const { ended } = await harness.run('queryOrder', argument);
      strictEqual(ended, isTrusted ? 'ANSWERED' : 'UNKNOWN');
    },
  }));
}

function print(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency}`;
}
