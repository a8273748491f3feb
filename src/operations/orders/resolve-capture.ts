import type { Order } from '../../domain/aggregates/aggregate.ts';
import { openCapture } from '../../domain/capture/authorization.ts';
import type { Capture } from '../../domain/capture/authorization.ts';
import { captureAgain, loseCapture, missCapture } from '../../domain/capture/capture.ts';
import { mayBeRepeated } from '../../domain/instructions/life-cycle.ts';
import { isHeld } from '../../domain/reconciliation/lost-time.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import { step } from '../instructions/change.ts';
import { orders } from '../instructions/orders.ts';
import { queryInstruction } from '../instructions/query.ts';
import { resolve } from '../instructions/resolve.ts';
import { saysAuthorized, sendCapture } from './send-capture.ts';

/**
 * Finds out what became of an order that is due, or of its capture. Call it under the lock of the id: nothing may be
 * concluded while a call of ours is under way.
 */
export async function resolveOrder(deps: Deps, id: string): Promise<void> {
  const order = await existing(orderById(deps.read, id));
  const capture = openCapture(order);
  await (capture === null ? resolve(deps, orders, id) : resolveCapture(deps, order, capture));
}

async function resolveCapture(deps: Deps, known: Order, { submission }: Capture): Promise<void> {
  const subject = { kind: 'ORDER' as const, id: known.id };
  let order = known;
  // The lease of the send has run out.
  if (submission.state === 'IN_FLIGHT') {
    order = await step(deps, subject, 'MUTATION', (set, source) =>
      loseCapture(set, source, subject),
    );
  }
  const capture = openCapture(order);
  if (capture === null) return;
  const { module } = await connectionTo(deps, order.accountId);
  const isUnsent = capture.submission.firstSentAt === null;
  if (isUnsent || mayBeRepeated(capture.submission, module.repeatableForMs ?? 0, deps.now())) {
    return repeat(deps, order);
  }
  const queriedAt = deps.now();
  const queried = await queryInstruction(deps, orders, order, { checked: 'BY_PLAN' });
  if (!queried.answered || openCapture(queried.record) === null) return;
  if (!saysAuthorized(queried)) return;
  await step(deps, subject, 'PROVIDER_QUERY', (set, source) =>
    missCapture(set, source, subject, { queriedAt, spanMs: module.absenceSpanMs }),
  );
}

async function repeat(deps: Deps, { id, accountId, ...order }: Order): Promise<void> {
  const { account } = await connectionTo(deps, accountId);
  // It stays due: after a restore, nothing is sent before the lost time is reconciled.
  if (isHeld(account)) return;
  const again = openCapture(order)?.submission.firstSentAt !== null;
  const subject = { kind: 'ORDER' as const, id };
  const next = await step(deps, subject, 'MUTATION', (set, source) =>
    captureAgain(set, source, subject),
  );
  if (next !== null) await sendCapture(deps, next, again);
}
