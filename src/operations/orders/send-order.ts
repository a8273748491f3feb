import { failure } from '../../domain/evidence.ts';
import type { OrderObservation } from '../../domain/observation.ts';
import type { OrderRequest } from '../../domain/request.ts';
import { unsent } from '../../domain/submission.ts';
import type { OrderToSend, Reply } from '../../providers/provider.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { AccountRecord, OrderRecord } from '../../store/records.ts';
import { applyToOrder } from '../apply-observation.ts';
import { askOrder, sourceOf } from '../ask.ts';
import {
  callProvider,
  isOvertaken,
  keepExchanges,
  keepOutcome,
  lostOutcome,
} from '../call-provider.ts';
import type { Outcome } from '../call-provider.ts';
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
 * Sends an order whose intention is stored (SUBMITTING) and writes what became of it. `accounts`: in the
 * order in which they are tried, the order's own first. The next one is tried only while it is certain that
 * nothing was made: never after an unknown outcome.
 */
export async function sendOrder(
  deps: Deps,
  order: OrderRecord,
  accounts: readonly AccountRecord[],
): Promise<OrderRecord> {
  const until = deps.monotonic() + tryForMs;
  const waiting = [...accounts];
  const tried = new Set<string>();
  let current = order;
  let pauseMs = firstPauseMs;
  for (;;) {
    const account = waiting.shift();
    if (account === undefined) throw new Error('no account to send with');
    if (tried.has(account.id)) {
      // Every account had its turn: give them a moment before the next round.
      await deps.pause(pauseMs);
      pauseMs *= 2;
      tried.clear();
    }
    tried.add(account.id);
    current = await turnTo(deps, current, account);
    const outcome = await attempt(deps, current, account);
    if (outcome.kind === 'NOT_SENT') waiting.push(account);
    const isOver = waiting.length === 0 || deps.monotonic() + pauseMs >= until;
    if (isOver || !provesNothingMade(outcome)) return settle(deps, current, outcome);
    await deps.queue.commit((tx) => keepExchanges(tx, deps, order.id, outcome.exchanges));
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

/** The account is changed in the store before anything is sent with it. */
async function turnTo(
  deps: Deps,
  order: OrderRecord,
  account: AccountRecord,
): Promise<OrderRecord> {
  if (order.accountId === account.id) return order;
  const expiresAt = expiryOf(deps, account, order.request, order.createdAt);
  return deps.queue.commit(async (tx) => {
    const known = await present(orderById(tx, order.id));
    const change = { account: { id: account.id, provider: account.provider, expiresAt } };
    return moveOrder(tx, deps, ownDoing(deps.now()), known, change);
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

async function settle(
  deps: Deps,
  order: OrderRecord,
  outcome: Outcome<Reply>,
  again = false,
): Promise<OrderRecord> {
  const keep = async (tx: Tx, { exchanges, ...become }: Outcome<Reply>): Promise<OrderRecord> => {
    const callId = await keepExchanges(tx, deps, order.id, exchanges);
    const known = await present(orderById(tx, order.id));
    if (isOvertaken(order, known, become, again)) return known;
    // Without an answer it is our own finding that there was none.
    const cause = become.kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION';
    const source = sourceOf(deps, known, cause, callId);
    const { submission } = known;
    switch (become.kind) {
      case 'ANSWERED':
        return applyToOrder(tx, deps, source, known, become.reply.observations, {
          submission: { ...submission, state: 'ANSWERED' },
        });
      case 'UNKNOWN':
        return applyToOrder(tx, deps, source, known, [], {
          submission: { ...submission, state: 'LOST' },
        });
      case 'NOT_SENT':
        return applyToOrder(tx, deps, source, known, [unreachable(known)], { submission: unsent });
    }
  };
  return keepOutcome(
    deps,
    (tx) => keep(tx, outcome),
    (tx) => keep(tx, lostOutcome),
  );
}

function unreachable(order: OrderRecord): OrderObservation {
  return {
    subject: 'ORDER',
    providerReference: order.providerReference,
    status: 'FAILED',
    failure: failure(
      'PROVIDER_UNAVAILABLE',
      'Nothing was sent: the provider could not be reached.',
    ),
    occurredAt: null,
  };
}

/**
 * Sends an order again that is proven to be absent at the provider, under the same reference. Should it be
 * refused, the first send may have arrived after all, so the provider is asked before that is believed.
 */
export async function resendOrder(
  deps: Deps,
  order: OrderRecord,
  account: AccountRecord,
): Promise<void> {
  const outcome = await attempt(deps, order, account);
  if (outcome.kind === 'ANSWERED' && outcome.reply.refused !== null) {
    await deps.queue.commit((tx) => keepExchanges(tx, deps, order.id, outcome.exchanges));
    const asked = await askOrder(deps, order);
    if (asked.record.status !== 'SUBMITTING') return;
    const refusal = { ...outcome, exchanges: [] };
    await settle(deps, order, asked.believed ? refusal : lostOutcome, true);
    return;
  }
  await settle(deps, order, outcome, true);
}
