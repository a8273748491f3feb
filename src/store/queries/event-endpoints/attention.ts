import type { AttentionItem } from '../../../domain/attention/attention.ts';
import type { Tx } from '../../sql.ts';
import { end, raise } from '../attention/items.ts';
import { isTroubled } from './standing.ts';

/** An endpoint needs a person from when it is suspended or events are given up until it is well or acknowledged. */

const reason = 'EVENT_ENDPOINT';

/** `since`: epoch milliseconds. Call it in the transaction that suspends it, or stores that an event was given up. */
export async function raiseEndpoint(
  tx: Tx,
  { merchantId, id, since }: { merchantId: string; id: string; since: number },
): Promise<void> {
  const item: AttentionItem = {
    merchantId,
    accountId: null,
    orderId: null,
    subjectId: id,
    reason,
    since,
  };
  await raise(tx, [item]);
}

/** Call it in the transaction of whatever may have ended that it needs a person. */
export async function endEndpointIfWell(tx: Tx, id: string): Promise<void> {
  if (!(await isTroubled(tx, id))) await end(tx, [{ subjectId: id, reason }]);
}
