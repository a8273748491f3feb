import { faultsOf, impossible } from '../../providers/conformance/fault-list.ts';
import type { Deed } from './deeds.ts';
import { notWritten } from './matrix.ts';
import type { Cell, Line } from './matrix.ts';

/** What must come of a deed under a fault; it follows from what the fault leaves behind. */
export function expectedOf(deed: Deed, column: string, { rules, world }: Line): Cell {
  const reason = impossible(column, rules);
  if (reason !== null) return { reason };
  const fault = faultsOf(rules, () => world.sandbox.clock.now()).find(
    ({ name }) => name === column,
  );
  const isCancel = deed.operation.startsWith('cancel');
  const of = isCancel ? canceled : made;
  if (column === 'refused connection') return of(deed, 'NOT_SENT');
  if (column === 'expired-token') return of(deed, 'ANSWERED');
  if (column === notWritten) return isCancel ? canceledUnwritten(deed) : made(deed, 'DONE');
  return of(deed, fault?.done === 1 ? 'DONE' : 'NOT_DONE');
}

/** What is left behind: nothing was sent; it may have arrived, and has or has not; it was answered. */
type Left = 'NOT_SENT' | 'NOT_DONE' | 'DONE' | 'ANSWERED';

function made({ operation, accepted, followed = accepted }: Deed, left: Left): Cell {
  const end = { end: followed, doneInTheEnd: true };
  switch (left) {
    case 'NOT_SENT':
      // An order is given up after five seconds, a payout is sent when the provider is back
      // (docs/rules.md#what-surely-was-not-sent).
      return operation === 'createOrder'
        ? { told: 'FAILED', doneAtOnce: false, end: 'FAILED', doneInTheEnd: false }
        : { told: 'REQUESTED', doneAtOnce: false, ...end };
    case 'NOT_DONE':
      return { told: 'UNKNOWN', doneAtOnce: false, ...end };
    case 'DONE':
      return { told: 'UNKNOWN', doneAtOnce: true, ...end };
    case 'ANSWERED':
      return { told: accepted, doneAtOnce: true, ...end };
  }
}

/** A cancel is answered at once: whether it was done is asked for, and where it was not, the same key does it. */
function canceled({ accepted }: Deed, left: Left): Cell {
  const end = { end: accepted, doneInTheEnd: true };
  switch (left) {
    case 'NOT_SENT':
    case 'NOT_DONE':
      return { told: 'ProviderUnavailableError', doneAtOnce: false, ...end };
    case 'DONE':
    case 'ANSWERED':
      return { told: accepted, doneAtOnce: true, ...end };
  }
}

/** Our own trouble is no word about the cancel: the same key finds out. */
function canceledUnwritten({ accepted }: Deed): Cell {
  return { told: 'Internal error', doneAtOnce: true, end: accepted, doneInTheEnd: true };
}
