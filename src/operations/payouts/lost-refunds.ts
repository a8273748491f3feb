import type { Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { mayHaveLostRefunds } from '../../domain/aggregates/refund-rules.ts';
import { NotReconciledError } from '../../domain/errors.ts';
import type { RefundObservation } from '../../domain/observation.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';
import { observationsOf } from '../instructions/change.ts';
import { refunds } from '../instructions/refunds.ts';
import { storeCalls } from '../instructions/send.ts';

/**
 * What is known of a refund before it is sent: that it is alone, if a restore may have lost others and the provider,
 * queried now, proves that it has not (docs/rules.md#refunds-that-a-restore-has-lost). Throws NotReconciledError while
 * that cannot be proven yet.
 */
export async function provenAlone(
  deps: Deps,
  to: AccountConnection,
  order: Order,
  refund: Refund,
): Promise<RefundObservation[]> {
  const { account, connection } = to;
  const hasOneStatus = connection.hasOneRefundStatus === true;
  if (!hasOneStatus || !mayHaveLostRefunds(account, order, refund)) return [];
  const aloneAt = deps.now();
  if (aloneAt <= (account.lostUntil ?? 0)) throw new NotReconciledError();
  const query = await refunds.query(deps, to, refund);
  if (query === undefined) return [];
  const answer = await queryProvider(deps, about(account, refund), query);
  await storeCalls(deps, order.id, answer);
  // None is open. If a lost one had succeeded, this one would take all that the known ones have left, and be refused.
  if (!observationsOf(answer).some(({ subject }) => subject === 'ABSENCE')) return [];
  const { providerReference } = refund;
  const nothing = { status: null, isSilent: true, occurredAt: null } as const;
  return [{ subject: 'REFUND', providerReference, ...nothing, aloneAt }];
}
