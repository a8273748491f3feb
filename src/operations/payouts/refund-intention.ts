import type { Refund, WholeOrder } from '../../domain/aggregates/aggregate.ts';
import { addRefund } from '../../domain/aggregates/refund.ts';
import type { Intention } from '../instructions/create.ts';

/** `permitted` returns the refund that the order allows in the transaction that reserves it; throws if none. */
export function intentionOf(
  refund: Refund,
  permitted: (whole: WholeOrder) => Refund,
): Intention<'REFUND'> {
  const { orderId: id, createdAt: at } = refund;
  return {
    record: refund,
    at,
    keys: [{ kind: 'ORDER', id, whole: true }],
    add(set, source) {
      const whole = set.wholeOrder({ id });
      if (whole === null) throw new Error(`order ${id} is gone`);
      set.apply(addRefund(whole, permitted(whole), source));
    },
  };
}
