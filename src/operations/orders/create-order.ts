import type { MetadataEntry, Order } from '../../domain/aggregates/aggregate.ts';
import { createOrder as create } from '../../domain/aggregates/order.ts';
import { NoRouteError, ValidationError } from '../../domain/errors.ts';
import { freshInstruction } from '../../domain/instructions/instruction.ts';
import type { NewId } from '../../domain/instructions/instruction.ts';
import { toDecimal } from '../../domain/money.ts';
import { noOrderEvidence } from '../../domain/order.ts';
import type { OrderRequest } from '../../domain/request.ts';
import { route } from '../../domain/routing.ts';
import { sent, unsent } from '../../domain/instructions/submission.ts';
import { accountsOfMerchant } from '../../store/queries/merchants.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { ownAccount, present } from '../find.ts';
import { keyUse } from '../key-use.ts';
import { keyTaken, once } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import type { CreateOrderInput } from '../inputs.ts';
import { newId, sourceOf } from '../instructions/change.ts';
import { readOrderInput } from './order-input.ts';
import { expiryOf, sendOrder } from './send-order.ts';

export interface CreatedOrder {
  order: Order;
  /** True when the key had made it before: nothing was done again. */
  replayed: boolean;
  /** For the payer's browser. */
  clientToken: string;
}

const dayMs = 86_400_000;
/** How long a payer may follow an order that never expires. */
const openEndedMs = 30 * dayMs;

/**
 * Makes an order and sends it to the provider. A decline, an outage and an unknown outcome are not errors:
 * they are told by the order's status.
 */
export async function createOrder(
  deps: Deps,
  merchantId: string,
  input: CreateOrderInput,
): Promise<CreatedOrder> {
  const { key, account, ...request } = readOrderInput(input);
  const canonical = { ...input, idempotencyKey: null, amount: canonicalAmount(request.amount) };
  const use = keyUse(merchantId, 'createOrder', key, canonical);
  return once(
    deps,
    use,
    async (id) => withToken(deps, await present(orderById(deps.read, id)), true),
    async () => {
      const accounts = await findRoute(deps, merchantId, account, request);
      const id = newId(deps, 'ord');
      const sentOrder = await deps.locks.run(id.id, async () => {
        const order = await store(deps, use, id, accounts, request);
        return sendOrder(deps, order, accounts);
      });
      return withToken(deps, sentOrder, false);
    },
  );
}

function canonicalAmount(amount: OrderRequest['amount']) {
  return { amount: toDecimal(amount), currency: amount.currency, network: amount.network };
}

type Request = OrderRequest & { metadata: readonly MetadataEntry[] };

async function findRoute(
  deps: Deps,
  merchantId: string,
  named: string | null,
  request: Request,
): Promise<readonly AccountRecord[]> {
  const accounts =
    named === null
      ? await accountsOfMerchant(deps.read, merchantId)
      : [await ownAccount(deps.read, merchantId, named)];
  const found = route(
    accounts.map((account) => {
      const { module, config } = deps.connections.of(account);
      const fit = module.checkOrder(request, config);
      return { account, title: `${account.name} (${module.title})`, enabled: account.enabled, fit };
    }),
  );
  switch (found.kind) {
    case 'ROUTE':
      return found.accounts;
    case 'ISSUES':
      throw new ValidationError(found.issues);
    case 'NONE':
      throw new NoRouteError(found.reasons);
  }
}

/** Transaction 1: key, order, intention and event, before anyone outside can know of it. */
async function store(
  deps: Deps,
  use: KeyUse,
  id: NewId,
  [account]: readonly AccountRecord[],
  request: Request,
): Promise<Order> {
  if (account === undefined) throw new Error('no account to send with');
  const now = deps.now();
  const order: Order = {
    ...freshInstruction(id),
    merchantId: account.merchantId,
    accountId: account.id,
    provider: account.provider,
    reference: request.reference,
    status: 'SUBMITTING',
    providerReference: deps.ids.providerReference(use),
    providerOrderId: null,
    request,
    evidence: noOrderEvidence,
    submission: sent(unsent, now),
    refundable: null,
    refundsHeld: 0n,
    refunded: 0n,
    expiresAt: expiryOf(deps, account, request, id.at),
  };
  return deps.queue.change({
    claim: { key: keyTaken(use, order.id, now) },
    keys: [],
    decide(set) {
      const source = { ...sourceOf(deps, order, 'MUTATION'), now };
      return { result: set.apply(create(order, source)).order };
    },
  });
}

async function withToken(deps: Deps, order: Order, replayed: boolean): Promise<CreatedOrder> {
  const payableUntil = order.evidence.expiresAt ?? order.expiresAt ?? order.createdAt + openEndedMs;
  const clientToken = await deps.clientTokens.make({
    merchantId: order.merchantId,
    orderId: order.id,
    expiresAt: payableUntil + dayMs,
  });
  return { order, replayed, clientToken };
}
