import { NoRouteError, ValidationError } from '../../domain/errors.ts';
import { toDecimal } from '../../domain/money.ts';
import { noOrderEvidence } from '../../domain/order.ts';
import type { OrderRequest } from '../../domain/request.ts';
import { route } from '../../domain/routing.ts';
import { sent, unsent } from '../../domain/submission.ts';
import { accountsOfMerchant } from '../../store/queries/merchants.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { AccountRecord, MetadataEntry, OrderRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { ownAccount, present } from '../find.ts';
import { keyUse, once, takeKey } from '../idempotency.ts';
import type { KeyUse } from '../idempotency.ts';
import type { CreateOrderInput } from '../inputs.ts';
import { ownDoing } from '../moves/context.ts';
import { addOrder } from '../moves/order.ts';
import { freshWork } from '../moves/schedule.ts';
import { readOrderInput } from './order-input.ts';
import { expiryOf, sendOrder } from './send-order.ts';

export interface CreatedOrder {
  order: OrderRecord;
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
      const id = deps.ids.make('ord');
      const sentOrder = await deps.locks.run(id, async () => {
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
  id: string,
  [account]: readonly AccountRecord[],
  request: Request,
): Promise<OrderRecord> {
  if (account === undefined) throw new Error('no account to send with');
  const now = deps.now();
  const order: OrderRecord = {
    ...freshWork(id),
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
    expiresAt: expiryOf(deps, account, request, now),
  };
  return deps.queue.commit(async (tx) => {
    await takeKey(tx, use, order.id, now);
    return addOrder(tx, deps, ownDoing(now), order);
  });
}

async function withToken(deps: Deps, order: OrderRecord, replayed: boolean): Promise<CreatedOrder> {
  const payableUntil = order.evidence.expiresAt ?? order.expiresAt ?? order.createdAt + openEndedMs;
  const clientToken = await deps.clientTokens.make({
    merchantId: order.merchantId,
    orderId: order.id,
    expiresAt: payableUntil + dayMs,
  });
  return { order, replayed, clientToken };
}
