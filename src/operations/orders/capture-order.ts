import type { Order } from '../../domain/aggregates/aggregate.ts';
import { addCapture, isPart, toCapture } from '../../domain/capture/capture.ts';
import {
  ProviderUnavailableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import type { ValidationIssue } from '../../domain/errors.ts';
import { readCaptureInput } from '../../domain/input/capture.ts';
import type { CaptureInput } from '../../domain/input/capture.ts';
import type { Money } from '../../domain/money.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing, ownOrder } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { keyRecord, once } from '../idempotency.ts';
import { step } from '../instructions/change.ts';
import { orders } from '../instructions/orders.ts';
import { queryInstruction } from '../instructions/query.ts';
import { keyUse } from '../key-use.ts';
import type { KeyUse } from '../key-use.ts';
import { sendCapture } from './send-capture.ts';

export interface CapturedOrder {
  order: Order;
  /** True if the key had requested it before. Nothing was done again. */
  replayed: boolean;
}

/**
 * Takes what the payer has authorised, or a part of it. The capture is stored with its key before it is sent. A
 * refusal, an outage and an unknown outcome are not errors: the capture's status shows them
 * (docs/rules.md#one-capture-for-each-order).
 */
export async function captureOrder(
  deps: Deps,
  merchantId: string,
  input: CaptureInput,
): Promise<CapturedOrder> {
  const { id, amount } = readCaptureInput(input);
  const use = keyUse(merchantId, 'captureOrder', input, amount);
  const replay = async (known: string): Promise<CapturedOrder> => ({
    order: await existing(orderById(deps.read, known)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    await ownOrder(deps.read, merchantId, id);
    // Read again under the lock: its previous holder may have captured or canceled it.
    return deps.locks.run(id, async () => {
      const order = await ownOrder(deps.read, merchantId, id);
      return { order: await captureFound(deps, use, order, amount), replayed: false };
    });
  });
}

async function captureFound(
  deps: Deps,
  use: KeyUse,
  found: Order,
  amount: Money | null,
): Promise<Order> {
  const to = await connectionTo(deps, found.accountId);
  assertReconciled([to.account]);
  if (to.connection.captureOrder === undefined) {
    throw new UnsupportedOperationError(to.module.title, 'capture an order');
  }
  const order = await knownState(deps, to, found);
  const request = toCapture(order, amount);
  assertTaken(to, request);
  const providerReference = deps.ids.providerReference(use);
  const claim = { key: keyRecord(use, order.id, deps.now()), accountId: order.accountId };
  const subject = { kind: 'ORDER' as const, id: order.id };
  const stored = await step(
    deps,
    subject,
    'MUTATION',
    (set, source) =>
      addCapture(set, source, subject, { amount: request.amount, providerReference }),
    claim,
  );
  return sendCapture(deps, stored, false);
}

/** Queries an order that is UNKNOWN first: it may be authorised at the provider. */
async function knownState(deps: Deps, to: AccountConnection, order: Order): Promise<Order> {
  if (order.status !== 'UNKNOWN') return order;
  const { record } = await queryInstruction(deps, orders, order);
  if (record.status === 'UNKNOWN') throw new ProviderUnavailableError(to.module.title);
  return record;
}

/** Throws ValidationError where the provider does not take this capture. */
function assertTaken(
  { module, config }: AccountConnection,
  request: ReturnType<typeof toCapture>,
): void {
  const issues: ValidationIssue[] = [...(module.checkCapture?.(request, config) ?? [])];
  if (isPart(request) && !module.partialCapture) {
    const message = 'must be all that is authorised, or be left out, for this provider';
    issues.push({ path: ['amount', 'amount'], message });
  }
  if (issues.length > 0) throw new ValidationError(issues);
}
