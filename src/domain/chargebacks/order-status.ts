import type { Submission } from '../instructions/submission.ts';
import { statusBeforeChargebacks } from '../order.ts';
import type { OrderEvidence, OrderStatus } from '../order.ts';
import { paidSoFar } from '../order-money.ts';
import { lostToChargebacks } from './chargeback.ts';

/**
 * The status of an order. Charge-backs that are LOST and take all that was paid make it REVERSED; any other changes no
 * status (docs/rules.md#charge-backs). `expiresAt`: the order's own expiry in epoch milliseconds, which stands while
 * the provider names none.
 */
export function orderStatus(
  evidence: OrderEvidence,
  submission: Submission,
  expiresAt: number | null,
): OrderStatus {
  const status = statusBeforeChargebacks(evidence, submission, expiresAt);
  return status === 'PAID' && isLost(evidence) ? 'REVERSED' : status;
}

/** A person's decision alone does not prove how much was paid: then the provider's report is waited for. */
function isLost(evidence: OrderEvidence): boolean {
  const { seen, accepted, chargebacks } = evidence;
  if (chargebacks.length === 0 || (seen.PAID === undefined && accepted.length === 0)) return false;
  const paid = paidSoFar(evidence, 'PAID');
  if (paid === null || paid.minor === 0n) return false;
  return lostToChargebacks(chargebacks, paid).minor >= paid.minor;
}

/** A later report that a charge-back was won corrects an order that was REVERSED by charge-backs alone. */
export const transitionsOfChargedBack: readonly OrderStatus[] = ['PAID'];
