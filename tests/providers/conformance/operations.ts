import { deepStrictEqual, fail, ok, partialDeepStrictEqual, strictEqual } from 'node:assert/strict';
import type {
  CaptureToSend,
  OrderToSend,
  RefundToSend,
  SettlementToSend,
} from '../../../src/providers/provider.ts';
import type { Harness, Outcome } from './harness.ts';
import type { Case } from './cases.ts';
import type { Operation, Sample } from './subject.ts';
import { isComplete } from './statements.ts';
import { resigned } from './wire.ts';

/** The answer of each operation when nothing fails, when it is refused, and when it is sent twice. */
export function operationCases(harness: Harness): Case[] {
  const { subject, methods } = harness;
  const eachSample = methods.flatMap((operation) =>
    (subject.operations[operation] ?? []).map((sample, index) => ({ operation, sample, index })),
  );
  return [
    ...eachSample.map((one) => happyCase(one, harness)),
    ...methods
      .filter((operation) => subject.operations[operation] !== undefined)
      .map((operation) => extraFieldsCase(operation, harness)),
    ...methods
      .filter((operation) => /^(?:create|query|cancel|capture)|^refundAbnormal/.test(operation))
      .flatMap((operation) =>
        (subject.operations[operation] ?? []).flatMap((sample, index) => [
          // The number of a capture is a key, which no answer repeats.
          ...(operation === 'captureOrder'
            ? []
            : [otherCase({ operation, sample, index }, 'number', harness)]),
          ...(isOfOrder(operation)
            ? [otherCase({ operation, sample, index }, 'order', harness)]
            : []),
        ]),
      ),
    ...subject.refusals.map(({ operation, name, prepare, expected, effect }) => ({
      title: `${operation}: ${name} is refused`,
      async run() {
        const argument = await prepare(harness.context);
        const before = harness.effects();
        const outcome = await harness.run(operation, argument);
        answers(outcome, expected(argument as never));
        isAbout(operation, outcome);
        happened(harness, before, effect, 1);
      },
    })),
    ...subject.duplicates.map(({ operation, expected }) => ({
      title: `${operation}: the same reference twice is done once`,
      run: () => twice(operation, expected, harness),
    })),
  ];
}

export function answers(outcome: Outcome, expected: object): void {
  if (outcome.ended !== 'ANSWERED') fail(`${outcome.ended}: ${outcome.reason}`);
  partialDeepStrictEqual(outcome, expected);
  // Only a part of a list is expected.
  if (outcome.hasMore !== undefined || !('observations' in expected)) return;
  const [actual, wanted] = [outcome.observations ?? [], expected.observations as unknown[]];
  strictEqual(actual.length, wanted.length, 'as many observations as expected');
}

/** A refusal is about what was requested. */
function isAbout(operation: Operation, outcome: Outcome): void {
  const [, of] =
    /^(?:create|query|cancel|capture|refund)(Order|Refund|Settlement|Abnormal)/.exec(operation) ??
    [];
  const subject = of === 'Abnormal' ? 'REFUND' : of?.toUpperCase();
  const observations = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
  for (const one of observations) {
    strictEqual(one.subject === 'ABSENCE' ? one.of : one.subject, subject);
  }
}

/** How often `effect` happened in between; no other effect may have happened. */
export function happened(
  harness: Harness,
  before: object,
  effect: string | undefined,
  times: number,
) {
  const expected: Record<string, number> = { ...before };
  if (effect !== undefined) expected[effect] = (expected[effect] ?? Number.NaN) + times;
  deepStrictEqual(harness.effects(), expected);
}

interface Which {
  operation: Operation;
  sample: Sample;
  index: number;
}

function happyCase({ operation, sample: { name }, index }: Which, harness: Harness): Case {
  return {
    title: `${operation} answers ${name}`,
    async run() {
      const { sample, argument } = await harness.sample(operation, index);
      isFit(operation, argument, harness);
      const before = harness.effects();
      harness.wire.takeRequests();
      const recorded = harness.exchanges.length;
      const outcome = await harness.run(operation, argument);
      answers(outcome, sample.expected(argument as never));
      if (outcome.ended === 'ANSWERED') strictEqual(outcome.refused ?? null, null);
      isComplete(operation, argument, outcome);
      const sentAt = harness.exchanges.at(-1)?.at ?? Number.NaN;
      sample.check?.(outcome, sentAt);
      if (operation === 'createOrder')
        livesAsLong(argument as OrderToSend, outcome, sentAt, harness);
      if (operation === 'captureOrder') statesWhatWasTaken(outcome);
      happened(harness, before, sample.effect, 1);
      const requests = harness.wire.takeRequests();
      const { masked = () => [], callNames } = harness.subject;
      const records = harness.exchanges.slice(recorded);
      strictEqual(
        records.at(-1)?.operation,
        sample.callName ?? callNames?.[operation] ?? operation,
      );
      const leaks = requests
        .flatMap(masked)
        .filter((text) => records.some(({ request }) => request.includes(text)));
      deepStrictEqual(leaks, [], 'the record of a call shows what it must not');
      const sent = requests.map(({ target, body }) => target + body.toString('utf8'));
      const carries = (text: string): boolean => sent.some((one) => one.includes(text));
      for (const text of sample.sends ?? []) ok(carries(text), `${text} is not in ${sent.join()}`);
      for (const text of sample.lacks ?? []) ok(!carries(text), `${text} is in ${sent.join()}`);
    },
  };
}

/** What the provider accepts, our own checks accept too. */
function isFit(operation: Operation, argument: unknown, { module, subject, now }: Harness): void {
  const { config } = subject;
  if (operation === 'createOrder') {
    const { unable, issues } = module.checkOrder(argument as OrderToSend, config);
    deepStrictEqual([...unable, ...issues], []);
  } else if (operation === 'createRefund') {
    const order = { paidAt: now(), now: now() };
    deepStrictEqual([...module.checkRefund(argument as RefundToSend, config, order)], []);
  } else if (operation === 'captureOrder') {
    deepStrictEqual([...(module.checkCapture?.(argument as CaptureToSend, config) ?? [])], []);
  } else if (operation === 'createSettlement') {
    deepStrictEqual([...module.checkSettlement(argument as SettlementToSend, config)], []);
  }
}

/** Where the provider states when an order ends, that is the promised lifetime of an order that requested none. */
function livesAsLong(
  order: OrderToSend,
  outcome: Outcome,
  sentAt: number,
  { module, subject }: Harness,
): void {
  const [actual] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
  const expiresAt = actual?.subject === 'ORDER' ? actual.expiresAt : undefined;
  const promised = module.expiresInOf?.(order, subject.config) ?? module.defaultExpiresIn;
  if (expiresAt === undefined || expiresAt === null || order.expiresIn !== null) return;
  ok(
    Math.abs(expiresAt - sentAt - (promised ?? Number.NaN) * 1000) < 2_000,
    `it lives for ${expiresAt - sentAt} ms, and was promised ${promised} s`,
  );
}

/** Providers add members without notice. */
function extraFieldsCase(operation: Operation, harness: Harness): Case {
  return {
    title: `${operation}: members that nobody has heard of change nothing`,
    async run() {
      const { sample, argument } = await harness.sample(operation);
      harness.wire.arm({
        change: (answer, request) => {
          const body = withExtraMembers(answer.body.toString('utf8'));
          return resigned(answer, request, Buffer.from(body), harness.subject.wire ?? {});
        },
      });
      answers(await harness.run(operation, argument), sample.expected(argument as never));
    },
  };
}

/** Less may have been taken than what was due, so that PAID alone does not tell. */
function statesWhatWasTaken(outcome: Outcome): void {
  const observations = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
  for (const one of observations) {
    if (one.subject !== 'ORDER' || one.status !== 'PAID') continue;
    ok(one.paid !== undefined, 'an order that is PAID by a capture states what was taken');
  }
}

const isOfOrder = (operation: Operation): boolean =>
  operation.endsWith('Refund') ||
  operation === 'captureOrder' ||
  operation === 'refundAbnormalPayment';

interface Named {
  providerReference: string;
  /** Of a query by the provider's own number. */
  providerId?: string;
  order?: { providerReference: string; providerOrderId: string | null };
}

/** An answer about something else proves nothing about the request. */
function otherCase(
  { operation, sample: { name }, index }: Which,
  what: 'number' | 'order',
  harness: Harness,
): Case {
  return {
    title: `${operation}: an answer about another ${what} in place of ${name} proves nothing`,
    async run() {
      const { argument } = await harness.sample(operation, index);
      const { providerReference, providerId, order } = argument as Named;
      const ofOrder = [order?.providerReference, order?.providerOrderId ?? undefined];
      const names = what === 'number' ? [providerId ?? providerReference] : ofOrder;
      let wasChanged = false;
      harness.wire.arm({
        change: (answer, request) => {
          const text = answer.body.toString('utf8');
          const other = names.reduce<string>(
            (changed, name) =>
              name === undefined ? changed : changed.replaceAll(name, `${name}9`),
            text,
          );
          wasChanged = other !== text;
          return resigned(answer, request, Buffer.from(other), harness.subject.wire ?? {});
        },
      });
      const { ended } = await harness.run(operation, argument);
      const isCapture = operation === 'captureOrder';
      const mustTell = isCapture || (what === 'number' && !operation.startsWith('cancel'));
      if (mustTell) ok(wasChanged, 'the answer does not tell its number');
      if (wasChanged) strictEqual(ended, 'UNKNOWN');
    },
  };
}

/** In every object of a JSON text, whose other bytes stay as they are. */
export function withExtraMembers(json: string): string {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|\{\s*\}?|[^"{]+/g) ?? [];
  return tokens
    .map((text) => {
      if (!text.startsWith('{')) return text;
      return text.endsWith('}') ? '{"unheardOf":1}' : `{"unheardOf":{"a":[1,null,"x"]},`;
    })
    .join('');
}

async function twice(
  operation: Operation,
  expected: (argument: never) => object,
  harness: Harness,
): Promise<void> {
  const { sample, argument } = await harness.sample(operation);
  const before = harness.effects();
  answers(await harness.run(operation, argument), sample.expected(argument as never));
  const again = await harness.run(operation, argument);
  partialDeepStrictEqual(again, expected(argument as never));
  isAbout(operation, again);
  happened(harness, before, sample.effect, 1);
}
