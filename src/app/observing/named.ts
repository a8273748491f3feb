import type { Details } from '../../log/details.ts';

/** What the ids of each kind are named in logs. */
const names: Readonly<
  Record<string, 'order' | 'refund' | 'settlement' | 'abnormalPayment' | 'account' | 'delivery'>
> = {
  ord: 'order',
  rfd: 'refund',
  stl: 'settlement',
  abn: 'abnormalPayment',
  acc: 'account',
  whd: 'delivery',
};

/**
 * Ids under their names, so that a search for one finds every line about it. The order stands beside what belongs to
 * it.
 */
export function named(of: {
  id: string;
  orderId?: string | null;
  settlementId?: string | null;
}): Details {
  const { id, orderId = null, settlementId = null } = of;
  const name = names[id.slice(0, 3)];
  const own = name === undefined ? { subject: id } : { [name]: id };
  return {
    ...(orderId === null ? {} : { order: orderId }),
    ...(settlementId === null ? {} : { settlement: settlementId }),
    ...own,
  };
}

/** What a piece of work was about: one id under its name, or all of them. */
export function namedAll(ids: ReadonlySet<string>): Details {
  const [first, ...more] = ids;
  if (first === undefined) return {};
  return more.length === 0 ? named({ id: first }) : { orders: [first, ...more] };
}
