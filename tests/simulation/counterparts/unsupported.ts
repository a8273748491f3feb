import type { Counterpart } from './counterpart.ts';

/** What no provider of the sandbox does: money taken back after it had moved, or that came in after the end. */
export type UnsupportedCounterpart = Counterpart & {
  reverse(reference: string): void;
  payAfterTheEnd(reference: string, paid: bigint, refundLimit: bigint): void;
};

/** The same counterpart, whose books also contain this. */
export function withUnsupported(counterpart: Counterpart): UnsupportedCounterpart {
  const reversed = new Set<string>();
  const late = new Map<string, { paid: bigint; refundLimit: bigint }>();
  return {
    ...counterpart,
    reverse: (reference) => void reversed.add(reference),
    payAfterTheEnd: (reference, paid, refundLimit) =>
      void late.set(reference, { paid, refundLimit }),
    orderBook(reference) {
      const own = counterpart.orderBook(reference);
      const paid = late.get(reference);
      const book = own !== null && paid !== undefined ? { statuses: ['PAID'], ...paid } : own;
      if (book === null || !reversed.has(reference)) return book;
      return { ...book, statuses: ['REVERSED'], refundLimit: null };
    },
    refundBook(reference) {
      const book = counterpart.refundBook(reference);
      return book && reversed.has(reference) ? { ...book, status: 'REVERSED' } : book;
    },
    settlementBook(reference) {
      const book = counterpart.settlementBook(reference);
      return book && reversed.has(reference) ? { ...book, status: 'REVERSED' } : book;
    },
  };
}
