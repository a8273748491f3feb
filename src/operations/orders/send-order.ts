import type { Order } from '../../domain/aggregates/aggregate.ts';
import { lostOutcome, provesNothingMade } from '../../domain/instructions/attempt.ts';
import { switchAccount } from '../../domain/instructions/life-cycle.ts';
import type { OrderRequest } from '../../domain/request.ts';
import type { Reply } from '../../providers/provider.ts';
import type { AccountRecord } from '../../store/records.ts';
import { about, callProvider } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { sourceOf } from '../instructions/change.ts';
import { orders } from '../instructions/orders.ts';
import { storeCalls, finishSend, concludeSend } from '../instructions/send.ts';

/**
 * How long a create that surely was not sent is tried again, at the same or another account
 * (docs/rules.md#what-surely-was-not-sent).
 */
const tryForMs = 5_000;
const firstPauseMs = 200;

/**
 * Sends a stored order (SUBMITTING) and writes the outcome. Call it under the lock of the id. The accounts are tried in
 * their order; the first is the order's own. The next one is tried only while it is certain that nothing was made:
 * never after an unknown outcome, and never once any other evidence about the order has come in.
 */
export async function sendOrder(
  deps: Deps,
  order: Order,
  [first, ...others]: readonly [AccountRecord, ...AccountRecord[]],
): Promise<Order> {
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
    if (isOver || !provesNothingMade(outcome)) {
      return concludeSend(deps, orders, current, outcome);
    }
    await storeCalls(deps, order.id, outcome);
    if (tried.has(next.id)) {
      // Every account was tried: wait a moment before the next round.
      await deps.pause(pauseMs);
      pauseMs *= 2;
      tried.clear();
    }
    tried.add(next.id);
    const switched = await switchTo(deps, current, next);
    // Evidence that came in meanwhile outranks our call, however the call ended.
    if (switched === null)
      return finishSend(deps, orders, current, { ...lostOutcome, exchanges: [] }, false);
    account = next;
    current = switched;
  }
}

/** When an order at this account expires, until the provider states a time. Epoch milliseconds; null: never. */
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

/** Stores the switch before anything is sent to the account. Null if other evidence came in meanwhile. */
function switchTo(deps: Deps, order: Order, account: AccountRecord): Promise<Order | null> {
  const { id, provider } = account;
  const next = { id, provider, expiresAt: expiryOf(deps, account, order.request, order.createdAt) };
  return deps.queue.change<Order | null>({
    keys: [{ kind: 'ORDER', id: order.id }],
    decide(set) {
      const source = sourceOf(deps, order, 'MUTATION');
      return { result: switchAccount(set, source, order, next) };
    },
  });
}

async function attempt(deps: Deps, order: Order, account: AccountRecord): Promise<Called<Reply>> {
  const create = await orders.create(deps, { account, ...deps.connections.of(account) }, order);
  return callProvider(deps, about(account, order), create);
}
