import type { Refund, WholeOrder } from '../../domain/aggregates/aggregate.ts';
import { addRefund } from '../../domain/aggregates/refund.ts';
import type { RefundObservation } from '../../domain/observation.ts';
import type { Intention } from '../instructions/create.ts';

/**
 * What is written before the refund is sent. `permitted` is called in the transaction that adds it, with the order as
 * it is then. It returns the refund to add, whose amount may have changed, and throws if the order permits none.
 * `facts`: what is known of the refund already.
 */
export function intentionOf(
  refund: Refund,
  permitted: (whole: WholeOrder) => Refund,
  facts: readonly RefundObservation[] = [],
): Intention<'REFUND'> {
  const { orderId: id, createdAt: at } = refund;
  return {
    record: refund,
    at,
    keys: [{ kind: 'ORDER', id, whole: true }],
    add(set, source) {
      const whole = set.wholeOrder({ id });
      if (whole === null) throw new Error(`order ${id} is gone`);
      set.apply(addRefund(whole, permitted(whole), source, { facts, occurredAt: null }));
    },
  };
}
