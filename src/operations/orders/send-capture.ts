import type { Order } from '../../domain/aggregates/aggregate.ts';
import { captureOf } from '../../domain/capture/authorization.ts';
import type { Capture } from '../../domain/capture/authorization.ts';
import { endCapture } from '../../domain/capture/capture.ts';
import { lostOutcome } from '../../domain/instructions/attempt.ts';
import { authorizedOf } from '../../domain/order-money.ts';
import { NotSent } from '../../providers/provider.ts';
import type { Connection, Reply } from '../../providers/provider.ts';
import type { Change } from '../../store/aggregates/change.ts';
import { about, callProvider, persistOutcome } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo } from '../find.ts';
import { readAnswer, sourceOf } from '../instructions/change.ts';
import type { PreparedCall } from '../instructions/kind.ts';
import { orders } from '../instructions/orders.ts';
import { queryInstruction } from '../instructions/query.ts';
import type { Queried } from '../instructions/query.ts';
import { storeCalls } from '../instructions/send.ts';

/**
 * Sends the stored capture of an order (IN_FLIGHT) and writes the outcome. Call it under the lock of the id. `again`:
 * an earlier attempt was sent under the same reference.
 */
export async function sendCapture(deps: Deps, order: Order, again: boolean): Promise<Order> {
  const capture = captureOf(order);
  if (capture === null) throw new Error(`order ${order.id} has no capture`);
  const { account, connection } = await connectionTo(deps, order.accountId);
  const call = callOf(connection, order, capture);
  const outcome = await callProvider(deps, about(account, order), call);
  const believed = await afterQuerying(deps, order, outcome);
  return persistOutcome(
    deps,
    captureEnded(deps, order, believed, again),
    captureEnded(deps, order, { ...lostOutcome, exchanges: [] }, again),
  );
}

function callOf(
  connection: Connection,
  order: Order,
  { providerReference, amount }: Capture,
): PreparedCall {
  const authorized = authorizedOf(order) ?? amount;
  const toSend = { providerReference, order, amount, authorized };
  return async (call) => {
    // Its module has lost the operation since, or is not loaded.
    if (connection.captureOrder === undefined) throw new NotSent('it cannot be captured now');
    return connection.captureOrder(toSend, call);
  };
}

/**
 * A refusal is believed where the provider, queried then, says that the order is only authorised: an earlier attempt,
 * or another process, may have captured it. One that tells of an attempt under the same reference proves nothing.
 */
async function afterQuerying(
  deps: Deps,
  order: Order,
  outcome: Called<Reply>,
): Promise<Called<Reply>> {
  if (outcome.kind !== 'ANSWERED' || outcome.reply.refused === null) return outcome;
  await storeCalls(deps, order.id, outcome);
  const queried = await queryInstruction(deps, orders, order);
  const isBelieved = saysAuthorized(queried) && outcome.reply.referenceTaken === undefined;
  // The exchanges are stored already.
  return isBelieved ? { ...outcome, exchanges: [] } : { ...lostOutcome, exchanges: [] };
}

/** Whether the provider, queried, says that nothing of the order was captured. */
export const saysAuthorized = ({ observations }: Pick<Queried<Order>, 'observations'>): boolean =>
  observations.some((one) => one.subject === 'ORDER' && one.status === 'AUTHORIZED');

function captureEnded(
  deps: Deps,
  record: Order,
  outcome: Called<Reply>,
  again: boolean,
): Change<Order> {
  const { calls, callId, reported, keys } = readAnswer(deps, record, outcome);
  const subject = { kind: 'ORDER' as const, id: record.id };
  return {
    keys: [subject, ...keys],
    isLast: true,
    decide(set) {
      // Without an answer, the conclusion is our own.
      const cause = outcome.kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION';
      const source = sourceOf(deps, record, cause, { callId });
      const result = endCapture(set, source, subject, { record, outcome, again, reported });
      return { result, writes: { calls } };
    },
  };
}
