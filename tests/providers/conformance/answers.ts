import { deepStrictEqual, fail, ok, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Observation } from '../../../src/domain/observation.ts';
import { foldOrder, noOrderEvidence, orderPhase, orderStatus } from '../../../src/domain/order.ts';
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
import type { Bench, Outcome } from './bench.ts';
import type { Case } from './cases.ts';
import type { NumberField, Operation, WordTable } from './subject.ts';
import { resigned } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** What we make of the provider's words and numbers. */
export function answerCases(bench: Bench): Case[] {
  const { subject } = bench;
  return [
    ...subject.words.flatMap((table) => wordCases(table, bench)),
    ...subject.numbers.flatMap((field) => numberCases(field, bench)),
    ...formCases(bench),
    ...(subject.unbelievable ?? []).map(({ operation, name, answer }) => ({
      title: `${operation}: ${name} proves nothing`,
      async run() {
        const { argument } = await bench.sample(operation);
        bench.stage.answerNext(answer);
        const { ended } = await bench.run(operation, argument);
        strictEqual(ended, 'UNKNOWN');
      },
    })),
  ];
}

interface Reading {
  operation: Operation;
  sample?: number;
}

/** The answer with another text in it, rightly signed. */
async function read(
  { operation, sample: index = 0 }: Reading,
  change: (body: string) => string,
  bench: Bench,
): Promise<Outcome> {
  const { argument } = await bench.sample(operation, index);
  let isChanged = false;
  bench.wire.arm({
    change: (answer, request) => {
      const told = answer.body.toString('utf8');
      const body = change(told);
      isChanged = true;
      return resigned(answer, request, Buffer.from(body), bench.subject.wire ?? {});
    },
  });
  const outcome = await bench.run(operation, argument);
  ok(isChanged, 'no answer came by');
  return outcome;
}

function onlyObservation(outcome: Outcome): Observation {
  if (outcome.ended !== 'ANSWERED') fail(`${outcome.ended}: ${outcome.reason}`);
  const [observation, ...more] = outcome.observations ?? [];
  if (observation === undefined) fail('nothing was observed');
  deepStrictEqual(more, []);
  return observation;
}

function wordCases(table: WordTable, bench: Bench): Case[] {
  const { name, operation, words, unheardOf = { status: null } } = table;
  const known = Object.entries(words).map(([word, { is, phase }]) => ({
    title: `${operation}: ${name} ${word} is ${phase === undefined ? describe(is) : `${describe(is)}, ${phase}`}`,
    async run() {
      bench.logs.length = 0;
      const outcome = await read(table, (body) => table.put(body, word), bench);
      const observation = onlyObservation(outcome);
      partialDeepStrictEqual(observation, is);
      deepStrictEqual(
        bench.logs.filter(([level]) => level === 'warn'),
        [],
        'nobody is warned',
      );
      if (phase !== undefined) strictEqual(phaseOf(observation), phase);
    },
  }));
  const strange = ['NEVER_HEARD_OF', 'toString', '__proto__'];
  if (unheardOf === null) {
    return [...known, ...strange.map((word) => noneOfOurs(table, word, bench))];
  }
  const unheard = strange.map((word) => ({
    title: `${operation}: ${name} ${word} proves nothing, is no failure, and somebody is told`,
    async run() {
      bench.logs.length = 0;
      const observation = onlyObservation(
        await read(table, (body) => table.put(body, word), bench),
      );
      partialDeepStrictEqual(observation, unheardOf);
      ok(!('failure' in observation), 'a failure was made of it');
      const told = bench.logs
        .filter(([level]) => level === 'warn')
        .map((line) => JSON.stringify(line));
      ok(
        told.some((line) => line.includes(word)),
        `logged: ${told.join(' ')}`,
      );
    },
  }));
  return [...known, ...unheard];
}

/** Money by a name that is not known here is told by that name: it can be none that was asked for. */
function noneOfOurs(table: WordTable, word: string, bench: Bench): Case {
  return {
    title: `${table.operation}: the ${table.name} ${word} is told as it was said`,
    async run() {
      const outcome = await read(table, (body) => table.put(body, word), bench);
      const observation: object = onlyObservation(outcome);
      partialDeepStrictEqual(observation, { payable: { currency: word } });
    },
  };
}

function describe(is: object): string {
  return Object.values(is)
    .filter((value) => typeof value !== 'object')
    .map(String)
    .join(' ');
}

/** Where a subject of which only this is known would stand. */
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

function numberCases(field: NumberField, bench: Bench): Case[] {
  const { name, operation, put, member, lexemes } = field;
  return lexemes.map(([lexeme, amount]) => ({
    title: `${operation}: ${name} written as ${lexeme} is ${amount === null ? 'not believed' : print(amount)}`,
    async run() {
      const outcome = await read(field, (body) => put(body, lexeme), bench);
      if (amount === null) {
        strictEqual(outcome.ended, 'UNKNOWN');
        return;
      }
      const observation: object = onlyObservation(outcome);
      partialDeepStrictEqual(observation, { [member]: amount });
    },
  }));
}

function formCases(bench: Bench): Case[] {
  const { signAnswer = () => ({}) } = bench.subject.wire ?? {};
  /** In place of all headers that the usual way has. */
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
  return (bench.subject.wire?.forms ?? []).map(({ name, sign, believed }) => ({
    title: `queryOrder: an answer signed ${name} is ${believed ? 'believed' : 'not believed'}`,
    async run() {
      const { argument } = await bench.sample('queryOrder');
      bench.wire.arm({
        // A second on, so that it is the answer's own time that counts.
        change: (answer, request) =>
          signedAs(sign(request, answer.body, bench.now() + 1_000), request, answer),
      });
      const { ended } = await bench.run('queryOrder', argument);
      strictEqual(ended, believed ? 'ANSWERED' : 'UNKNOWN');
    },
  }));
}

function print(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency}`;
}
