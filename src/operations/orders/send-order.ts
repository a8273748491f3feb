import type { Order } from '../../domain/aggregates/aggregate.ts';
import { lostOutcome, provesNothingMade } from '../../domain/instructions/attempt.ts';
import { switchAccount } from '../../domain/instructions/life-cycle.ts';
import type { OrderRequest } from '../../domain/request.ts';
import type { Reply } from '../../providers/provider.ts';
import type { AccountRecord } from '../../store/records.ts';
import { callProvider } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { sourceOf } from '../instructions/change.ts';
import { orders } from '../instructions/orders.ts';
import { storeCalls, finishSend, concludeSend } from '../instructions/send.ts';

/**
 * How long a create that surely was not sent is tried again, here or at the next account
 * (docs/rules.md#what-surely-was-not-sent).
 */
const tryForMs = 5_000;
const firstPauseMs = 200;

/**
 * Sends an order whose intention is stored (SUBMITTING) and writes what became of it. To be called under the lock of
 * its id. `accounts`: in the order in which they are tried, the order's own first. The next one is tried only while
 * it is certain that nothing was made: never after an unknown outcome, nor once anything else was heard of the order.
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
      // Every account had its turn: give them a moment before the next round.
      await deps.pause(pauseMs);
      pauseMs *= 2;
      tried.clear();
    }
    tried.add(next.id);
    const switched = await switchTo(deps, current, next);
    // What was heard of it meanwhile stands above our call, however that has ended.
    if (switched === null)
      return finishSend(deps, orders, current, { ...lostOutcome, exchanges: [] }, false);
    account = next;
    current = switched;
  }
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

/** In the store, before anything is sent with it. */
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
  return callProvider(deps, account.provider, create);
}
