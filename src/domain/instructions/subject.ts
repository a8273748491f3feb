import type { AttentionChange } from '../attention/attention.ts';
import type { Decided } from '../attention/decision.ts';
import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../observation.ts';
import type { Order, Refund, Settlement } from '../aggregates/aggregate.ts';
import { applyToOrder, observe } from '../aggregates/observe.ts';
import type { Progress, Reported } from '../aggregates/observe.ts';
import type { Source } from '../aggregates/source.ts';
import { attendPayment } from '../aggregates/abnormal-payment.ts';
import { changeOrder } from '../aggregates/order.ts';
import { changeRefund } from '../aggregates/refund.ts';
import { changeSettlement } from '../aggregates/settlement.ts';
import type { SubjectKind, WorkingSet } from '../aggregates/working-set.ts';
import { judgeAll, orderRules, payoutRules } from '../judgement.ts';
import type { RecordedStatement, Known, Fact } from '../judgement.ts';

/** The three kinds of instruction, each with its record. */
export interface Instructions {
  ORDER: Order;
  REFUND: Refund;
  SETTLEMENT: Settlement;
}
export type InstructionKind = keyof Instructions;

/** Observations about the instruction itself. */
type InstructionObservation =
  OrderObservation | RefundObservation | SettlementObservation | AbsenceObservation;

/** An instruction of a working set. */
export interface Subject<Kind extends InstructionKind> {
  kind: Kind;
  id: string;
}

/** The instruction as it is now in the working set. */
export function instructionIn<Kind extends InstructionKind>(
  set: WorkingSet,
  { kind, id }: Subject<Kind>,
): Instructions[Kind] {
  const found = find(set, { kind, id });
  if (found === undefined) throw new Error(`no ${kind} ${id}`);
  return found as Instructions[Kind];
}

function find(set: WorkingSet, { kind, id }: Subject<InstructionKind>) {
  switch (kind) {
    case 'ORDER':
      return set.order({ id })?.order;
    case 'REFUND':
      return set.refund({ id })?.refund;
    case 'SETTLEMENT':
      return set.settlement({ id })?.settlement;
  }
}

/**
 * Applies what one answer reports of the instruction and of other subjects. All about the instruction itself is one
 * change. The changes of the others can change the instruction again.
 */
export function observeAnswer<Kind extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<Kind>,
  answer: readonly Reported[],
  progress: Progress = {},
): Instructions[Kind] {
  const { providerReference } = instructionIn(set, subject);
  const isOwn = ({ observation }: Reported): boolean =>
    isAbout(observation, subject.kind, providerReference);
  const facts = answer
    .filter(isOwn)
    .map(({ observation }) => observation as InstructionObservation);
  change(set, source, subject, { ...progress, facts });
  for (const other of answer.filter((one) => !isOwn(one))) observe(set, source, other);
  return instructionIn(set, subject);
}

function isAbout(
  observation: Observation,
  kind: InstructionKind,
  providerReference: string,
): boolean {
  if (
    observation.subject === 'ABNORMAL_PAYMENT' ||
    observation.providerReference !== providerReference
  ) {
    return false;
  }
  return (
    observation.subject === kind || (observation.subject === 'ABSENCE' && observation.of === kind)
  );
}

/** The one place where a step of our own, or a report, changes an instruction of any kind. */
function change(
  set: WorkingSet,
  source: Source,
  { kind, id }: Subject<InstructionKind>,
  { facts, ...progress }: Progress & { facts: readonly InstructionObservation[] },
): void {
  switch (kind) {
    case 'ORDER': {
      const aggregate = set.order({ id });
      if (aggregate === null) throw new Error(`no order ${id}`);
      applyToOrder(set, source, aggregate, facts as never, progress);
      return;
    }
    case 'REFUND': {
      const found = set.refund({ id });
      if (found === null) throw new Error(`no refund ${id}`);
      const statements = { ...progress, facts: facts as never };
      set.apply(changeRefund(found.aggregate, found.refund, statements, source));
      return;
    }
    case 'SETTLEMENT': {
      const aggregate = set.settlement({ id });
      if (aggregate === null) throw new Error(`no settlement ${id}`);
      set.apply(changeSettlement(aggregate, { ...progress, facts: facts as never }, source));
    }
  }
}

/** Applies a step of our own: sent, lost, given up, withdrawn. */
export function submit<Kind extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<Kind>,
  progress: Progress,
): Instructions[Kind] {
  const { accountId } = instructionIn(set, subject);
  change(set, { ...source, accountId }, subject, { ...progress, facts: [] });
  return instructionIn(set, subject);
}

/** What a person, or reconciliation, changes of a subject. Only an instruction has an outcome to be decided. */
export type Attended = AttentionChange & { facts?: readonly Decided[] };

/** Changes what a person has acknowledged or decided of a subject, or what reconciliation has found of it. */
export function attend(
  set: WorkingSet,
  source: Source,
  { kind, id }: { kind: SubjectKind; id: string },
  change: Attended,
): void {
  switch (kind) {
    case 'ORDER': {
      const aggregate = set.order({ id });
      if (aggregate !== null) set.apply(changeOrder(aggregate, change, source));
      return;
    }
    case 'REFUND': {
      const found = set.refund({ id });
      if (found !== null) set.apply(changeRefund(found.aggregate, found.refund, change, source));
      return;
    }
    case 'SETTLEMENT': {
      const aggregate = set.settlement({ id });
      if (aggregate !== null) set.apply(changeSettlement(aggregate, change, source));
      return;
    }
    case 'ABNORMAL_PAYMENT': {
      const found = set.payment({ id });
      if (found !== null) set.apply(attendPayment(found.aggregate, id, change, source));
    }
  }
}

/** Judges all recorded statements again, from the first to the last, from what was known before. */
export function judgeRecorded<Kind extends InstructionKind>(
  kind: Kind,
  record: Instructions[Kind],
  recorded: readonly RecordedStatement<Fact>[],
  before?: Known<unknown>,
): Known<unknown> & { status: string } {
  if (kind === 'ORDER') {
    const order = record as Order;
    return judgeAll(orderRules(order), order.request.amount, recorded as never, before as never);
  }
  const payout = record as Refund | Settlement;
  const requested = 'amount' in payout ? payout.amount : payout.request.amount;
  return judgeAll(payoutRules, requested, recorded as never, before as never);
}
