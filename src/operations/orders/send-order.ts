import { isSilent } from '../../domain/evidence.ts';
import type { Observation } from '../../domain/observation.ts';
import { isOnlyRefused } from '../../domain/order.ts';
import type { OrderRequest } from '../../domain/request.ts';
import { ended, givenUp, notSent, sent, unreachable, unsent } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';
import type { OrderToSend, Reply } from '../../providers/provider.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { AccountRecord, OrderRecord } from '../../store/records.ts';
import { applyToOrder } from '../apply-observation.ts';
import { askOrder, sourceOf } from '../ask.ts';
import {
  afterAsking,
  callProvider,
  isDoubtful,
  isOurs,
  isOvertaken,
  keepExchanges,
  keepOutcome,
  lostOutcome,
} from '../call-provider.ts';
import type { Ending, Outcome } from '../call-provider.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { present } from '../find.ts';
import { ownDoing } from '../moves/context.ts';
import { moveOrder } from '../moves/order.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';

/** How long a create that surely was not sent is tried again, here or at the next account (ANSWERS 17). */
const tryForMs = 5_000;
const firstPauseMs = 200;

/**
 * Sends an order whose intention is stored (SUBMITTING) and writes what became of it. To be called under the lock of
 * its id. `accounts`: in the order in which they are tried, the order's own first. The next one is tried only while
 * it is certain that nothing was made: never after an unknown outcome, nor once anything else was heard of the order.
 */
export async function sendOrder(
  deps: Deps,
  order: OrderRecord,
  [first, ...others]: readonly AccountRecord[],
): Promise<OrderRecord> {
  if (first === undefined) throw new Error('no account to send with');
  const until = deps.monotonic() + tryForMs;
  const waiting = [...others];
  const tried = new Set([first.id]);
  let account = first;
  let current = order;
  let pauseMs = firstPauseMs;
  for (;;) {
    const outcome = await attempt(deps, current, account);
    if (outcome.kind === 'NOT_SENT') waiting.push(account);
    const next = waiting.shift();
    const isOver = next === undefined || deps.monotonic() + pauseMs >= until;
    if (isOver || !provesNothingMade(outcome)) return settleSure(deps, current, outcome);
    await deps.queue.commit((tx) => keepExchanges(tx, deps, order.id, outcome.exchanges));
    if (tried.has(next.id)) {
      // Every account had its turn: give them a moment before the next round.
      await deps.pause(pauseMs);
      pauseMs *= 2;
      tried.clear();
    }
    tried.add(next.id);
    const turned = await turnTo(deps, current, next);
    // What was heard of it meanwhile stands above our call, however that has ended.
    if (turned === null) return settle(deps, current, lostOutcome, false);
    account = next;
    current = turned;
  }
}

/** Surely not sent, or refused because this account cannot do it now: another one may. */
function provesNothingMade(outcome: Outcome<Reply>): boolean {
  if (outcome.kind !== 'ANSWERED') return outcome.kind === 'NOT_SENT';
  const { refused } = outcome.reply;
  return refused?.code === 'METHOD_NOT_ENABLED' || refused?.code === 'PROVIDER_UNAVAILABLE';
}

/** When an order at this account is over, until the provider says so itself. Epoch milliseconds; null: never. */
export function expiryOf(
  deps: Deps,
  account: AccountRecord,
  request: OrderRequest,
  createdAt: number,
): number | null {
  const { module, config } = deps.connections.of(account);
  const ofProvider = module.expiresInOf?.(request, config) ?? module.defaultExpiresIn;
  const expiresIn = request.expiresIn ?? ofProvider;
  return expiresIn === null ? null : createdAt + expiresIn * 1000;
}

/**
 * The account is changed in the store before anything is sent with it. Null: the order is not to be sent any more,
 * because the one before has it after all, or another process takes its send for lost.
 */
async function turnTo(
  deps: Deps,
  order: OrderRecord,
  account: AccountRecord,
): Promise<OrderRecord | null> {
  const expiresAt = expiryOf(deps, account, order.request, order.createdAt);
  return deps.queue.commit(async (tx) => {
    const known = await present(orderById(tx, order.id));
    if (!isOurs(order, known)) return null;
    if (account.id === known.accountId) return isSilent(known.evidence) ? known : null;
    if (!isOnlyRefused(known.evidence)) return null;
    const now = deps.now();
    const { id, provider } = account;
    const submission = sent(unsent, now);
    const change = { account: { id, provider, expiresAt, submission } };
    return moveOrder(tx, deps, ownDoing(now), known, change);
  });
}

async function attempt(
  deps: Deps,
  order: OrderRecord,
  account: AccountRecord,
): Promise<Outcome<Reply>> {
  const { connection } = deps.connections.of(account);
  const toSend: OrderToSend = {
    ...order.request,
    providerReference: order.providerReference,
    notifyUrl: `${webhookUrlOf(deps, account)}/orders`,
    returnUrl: order.request.returnUrl ?? `${deps.publicUrl}/return/${order.id}`,
  };
  return callProvider(deps, account.provider, (call) => connection.createOrder(toSend, call));
}

/** Writes what became of a send, and where a refusal of it is doubtful, asks first. */
async function settleSure(
  deps: Deps,
  order: OrderRecord,
  outcome: Outcome<Reply>,
  again = false,
): Promise<OrderRecord> {
  if (!isDoubtful(outcome, again)) return settle(deps, order, outcome, again);
  await deps.queue.commit((tx) => keepExchanges(tx, deps, order.id, outcome.exchanges));
  const { record, told } = await askOrder(deps, order);
  if (record.status !== 'SUBMITTING') return record;
  const sure = afterAsking(outcome, told, isOnlyRefused(record.evidence));
  return settle(deps, order, sure, again);
}

async function settle(
  deps: Deps,
  order: OrderRecord,
  outcome: Outcome<Reply>,
  again: boolean,
): Promise<OrderRecord> {
  const keep = async (tx: Tx, { exchanges, ...become }: Outcome<Reply>): Promise<OrderRecord> => {
    const callId = await keepExchanges(tx, deps, order.id, exchanges);
    const known = await present(orderById(tx, order.id));
    if (isOvertaken(order, known, become, again)) return known;
    // Without an answer it is our own finding that there was none.
    const cause = become.kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION';
    const source = sourceOf(deps, order, cause, callId);
    const { submission, said } = outcomeOf(become, known.submission, again, source.now);
    return applyToOrder(tx, deps, source, known, said, { submission });
  };
  return keepOutcome(
    deps,
    (tx) => keep(tx, outcome),
    (tx) => keep(tx, lostOutcome),
  );
}

function outcomeOf(
  outcome: Ending<Reply>,
  submission: Submission,
  again: boolean,
  now: number,
): { submission: Submission; said: readonly Observation[] } {
  switch (outcome.kind) {
    case 'ANSWERED':
      return { submission: ended(submission, 'ANSWERED', now), said: outcome.reply.observations };
    case 'UNKNOWN':
      return { submission: ended(submission, 'LOST', now), said: [] };
    case 'NOT_SENT':
      return { submission: givenUp(notSent(submission, again), unreachable), said: [] };
  }
}

/** Sends an order again that is proven to be absent at the provider, under the same reference. */
export async function resendOrder(
  deps: Deps,
  order: OrderRecord,
  account: AccountRecord,
): Promise<void> {
  const outcome = await attempt(deps, order, account);
  await settleSure(deps, order, outcome, true);
}
