import type { EventCause } from '../../../src/domain/event.ts';
import type { EvidenceRule } from '../../../src/domain/evidence.ts';
import type { EventRecord } from '../../../src/store/records.ts';
import type { InstructionLeft, Left, EvidenceLeft, StepDone } from './left.ts';

/** A state that few histories reach, and that a long run of them must reach. */
export interface RareState {
  /** Reads as the state: "order-expired-then-paid". */
  id: string;
  sentence: string;
  isReached: (left: Left) => boolean;
}

export type Test<Of> = (one: Of) => boolean;

/** Whether there are some that meet the tests in sequence, with others between them or not. */
export function inSequence<Of>(all: readonly Of[], ...tests: readonly Test<Of>[]): boolean {
  let met = 0;
  for (const one of all) if (tests[met]?.(one) === true) met += 1;
  return met === tests.length;
}

export const by =
  (rule: EvidenceRule, cause?: EventCause): Test<EvidenceLeft> =>
  (entry) =>
    entry.rule === rule && (cause === undefined || entry.cause === cause);

export const has = (one: InstructionLeft, rule: EvidenceRule, cause?: EventCause): boolean =>
  one.evidence.some(by(rule, cause));

/** Whether an event has this change from one status straight to another. */
export const went = (
  { events }: { events: readonly EventRecord[] },
  from: string,
  to: string,
  cause?: EventCause,
): boolean =>
  events.some(
    (event) =>
      event.from === from && event.to === to && (cause === undefined || event.cause === cause),
  );

/** Whether a step of this name, or of a name with this beginning, had such an outcome. */
export const did = ({ steps }: Left, name: string, outcome: RegExp): boolean =>
  steps.some((step: StepDone) => step.name.startsWith(name) && outcome.test(step.outcome));

export const someOrder =
  (test: Test<Left['orders'][number]>) =>
  ({ orders }: Left): boolean =>
    orders.some(test);

export const someRefund =
  (test: Test<Left['refunds'][number]>) =>
  ({ refunds }: Left): boolean =>
    refunds.some(test);

export const someSettlement =
  (test: Test<Left['settlements'][number]>) =>
  ({ settlements }: Left): boolean =>
    settlements.some(test);

export const somePayment =
  (test: Test<Left['payments'][number]>) =>
  ({ payments }: Left): boolean =>
    payments.some(test);

export const someDelivery =
  (test: Test<Left['deliveries'][number]>) =>
  ({ deliveries }: Left): boolean =>
    deliveries.some(test);
