import { faultsOf, impossible } from '../../providers/conformance/fault-list.ts';
import type { Mutation } from './mutations.ts';
import { notWritten } from './matrix.ts';
import type { Cell, Fixture } from './matrix.ts';

/** What must come of a mutation under a fault. It follows from what the fault leaves behind. */
export function expectedOf(mutation: Mutation, column: string, { rules, testApp }: Fixture): Cell {
  const reason = impossible(column, rules);
  if (reason !== null) return { reason };
  const fault = faultsOf(rules, () => testApp.sandbox.clock.now()).find(
    ({ name }) => name === column,
  );
  const isCancel = mutation.operation.startsWith('cancel');
  const of = isCancel ? canceled : made;
  if (column === 'refused connection') return of(mutation, 'NOT_SENT');
  if (column === 'expired-token') return of(mutation, 'ANSWERED');
  if (column === notWritten) return isCancel ? canceledUnwritten(mutation) : made(mutation, 'DONE');
  return of(mutation, fault?.done === 1 ? 'DONE' : 'NOT_DONE');
}

/** What is left behind: nothing was sent; it may have arrived, and was or was not done; it was answered. */
type Left = 'NOT_SENT' | 'NOT_DONE' | 'DONE' | 'ANSWERED';

function made({ operation, accepted, followed = accepted }: Mutation, left: Left): Cell {
  const end = { end: followed, doneInTheEnd: true };
  switch (left) {
    case 'NOT_SENT':
      // An order is given up after five seconds. A payout is sent when the provider is back
      // (docs/rules.md#what-surely-was-not-sent).
      return operation === 'createOrder'
        ? { answer: 'FAILED', doneAtOnce: false, end: 'FAILED', doneInTheEnd: false }
        : { answer: 'REQUESTED', doneAtOnce: false, ...end };
    case 'NOT_DONE':
      return { answer: 'UNKNOWN', doneAtOnce: false, ...end };
    case 'DONE':
      return { answer: 'UNKNOWN', doneAtOnce: true, ...end };
    case 'ANSWERED':
      return { answer: accepted, doneAtOnce: true, ...end };
  }
}

/** A cancel is answered at once. Whether it was done is queried, and where it was not, the same key does it. */
function canceled({ accepted }: Mutation, left: Left): Cell {
  const end = { end: accepted, doneInTheEnd: true };
  switch (left) {
    case 'NOT_SENT':
    case 'NOT_DONE':
      return { answer: 'ProviderUnavailableError', doneAtOnce: false, ...end };
    case 'DONE':
    case 'ANSWERED':
      return { answer: accepted, doneAtOnce: true, ...end };
  }
}

/** A failure on our side proves nothing about the cancel: the same key finds out. */
function canceledUnwritten({ accepted }: Mutation): Cell {
  return { answer: 'Internal error', doneAtOnce: true, end: accepted, doneInTheEnd: true };
}
