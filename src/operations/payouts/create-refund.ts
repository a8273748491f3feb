import type { Refund, WholeOrder } from '../../domain/aggregates/aggregate.ts';
import { newRefund } from '../../domain/aggregates/refund.ts';
import {
  assertRefundable,
  currencyIssues,
  refundedOrder,
} from '../../domain/aggregates/refund-rules.ts';
import { UnsupportedOperationError, ValidationError } from '../../domain/errors.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import { readRefundInput } from '../../domain/input/refund.ts';
import type { CreateRefundInput } from '../../domain/input/refund.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, ownOrder } from '../find.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import { refunds } from '../instructions/refunds.ts';
import { keyUse } from '../key-use.ts';
import { provenAlone } from './lost-refunds.ts';
import { refundMadeBefore } from './refund-made-before.ts';
import { intentionOf } from './refund-intention.ts';
import { knownOrder, leftOf } from './refundable-order.ts';

export interface CreatedRefund {
  refund: Refund;
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
}

/** Gives back what was paid, in whole or in part. The refund holds its amount until it is proven to have failed. */
export async function createRefund(
  deps: Deps,
  merchantId: string,
  input: CreateRefundInput,
): Promise<CreatedRefund> {
  const { amount, ...checked } = readRefundInput(input);
  const use = keyUse(merchantId, 'createRefund', input, amount);
  const { record, replayed } = await createInstruction(deps, refunds, use, async () => {
    const own = await ownOrder(deps.read, merchantId, checked.order);
    const { id: orderId, accountId } = own;
    const wanted = { accountId, orderId, abnormalPaymentId: null, amount };
    const madeBefore = await refundMadeBefore(deps, use, wanted);
    if (madeBefore !== null) return { madeBefore };
    const order = await knownOrder(deps, own);
    const to = await connectionTo(deps, order.accountId);
    const { account, module, config, connection } = to;
    assertReconciled([account]);
    if (connection.createRefund === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund');
    }
    const concurrent = module.concurrentRefunds(config);
    const request = { ...checked, amount: amount ?? (await leftOf(deps, order, concurrent)) };
    const issues = [
      ...currencyIssues(request.amount, order),
      ...module.checkRefund(request, config, refundedOrder(order, deps.now())),
    ];
    if (issues.length > 0) throw new ValidationError(issues);
    const requested = { ...request, abnormalPaymentId: null };
    const refund = newRefund(order, requested, originOf(deps, 'rfd', use));
    const permitted = (whole: WholeOrder): Refund => {
      assertRefundable(whole, request.amount, concurrent);
      return refund;
    };
    return intentionOf(refund, permitted, await provenAlone(deps, to, order, refund));
  });
  return { refund: record, replayed };
}
