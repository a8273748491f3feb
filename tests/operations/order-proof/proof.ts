import { array, assert, asyncProperty, constantFrom, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp, TestAppOptions } from '../../support/app.ts';
import { canonical } from '../../domain/arrivals.ts';
import { everyArrival, oneArrival } from './arrivals.ts';
import { Merchant } from './merchant.ts';
import { Recorder } from './recorder.ts';
import type { Subjects, Message } from './recorder.ts';

/**
 * Events at the provider, and the truth that they leave. `listen` records everything that is reported at that
 * moment.
 */
export interface Scenario {
  name: string;
  play: (merchant: Merchant) => Promise<Subjects>;
  truth: object;
}

/** So many messages are tried in every order. Of more, those that differ the most are used. */
const exhaustive = 6;

export function provesOrder(
  provider: SandboxProvider,
  scenarios: readonly Scenario[],
  options: TestAppOptions = {},
): void {
  describe(`whatever the order of the messages of ${provider}`, () => {
    let testApp: TestApp;
    let recorder: Recorder;

    beforeAll(async () => {
      testApp = await openTestApp(options);
      recorder = new Recorder(testApp, provider);
    });

    afterAll(() => testApp.close());

    it.each(scenarios)(
      '$name: it ends the same, and as it is at the provider',
      async ({ play, truth }) => {
        recorder.reset();
        const subjects = await play(
          new Merchant(testApp, provider, (about) => recorder.listen(about)),
        );
        await recorder.listen(subjects);
        const messages = recorder.messagesAbout(subjects);
        const { deps } = testApp.app;
        expect(messages.length, 'there are messages').toBeGreaterThan(1);

        const all = await oneArrival(deps, subjects, messages, [...messages.keys()]);
        expect(all).toMatchObject(truth);
        const chosen = mostDifferent(messages);
        const outcomes = await everyArrival(deps, subjects, chosen);
        const inOrder = await oneArrival(deps, subjects, chosen, [...chosen.keys()]);
        expect([...outcomes.values()]).toEqual([inOrder]);
        await assert(
          asyncProperty(arrivals(messages.length), async (order) => {
            const outcome = await oneArrival(deps, subjects, messages, order);
            expect(canonical(outcome)).toBe(canonical(all));
          }),
          { numRuns: 15, endOnFailure: true },
        );
      },
    );
  });
}

/** All of them in any order, and some of them once more. */
function arrivals(count: number) {
  const all = [...Array.from({ length: count }).keys()];
  const orders = shuffledSubarray(all, { minLength: count });
  const again = array(constantFrom(...all), { maxLength: count });
  return orders.chain((order) =>
    again.chain((more) =>
      shuffledSubarray([...order, ...more], { minLength: order.length + more.length }),
    ),
  );
}

/** The latest of each source, subject and status, evenly from beginning to end; then whatever is left. */
function mostDifferent(messages: readonly Message[]): Message[] {
  const latest = [...new Map(messages.map((message) => [kindOf(message), message])).values()];
  const rest = messages.filter((message) => !latest.includes(message));
  if (latest.length <= exhaustive) return [...latest, ...rest].slice(0, exhaustive);
  const step = (latest.length - 1) / (exhaustive - 1);
  return Array.from({ length: exhaustive }, (_, at) => latest[Math.round(at * step)]).filter(
    (message) => message !== undefined,
  );
}

const kindOf = ({ label, observations }: Message): string =>
  [
    label,
    ...observations.map((one) => `${one.subject} ${'status' in one ? one.status : ''}`),
  ].join();
