import type { Counterpart } from './counterpart.ts';

/** What no provider of the sandbox does: money taken back after it had moved, or come in after the end. */
export type BeyondWords = Counterpart & {
  takeBack(reference: string): void;
  payAfterTheEnd(reference: string, paid: bigint, refundLimit: bigint): void;
};

/** The same counterpart, whose books also say this. */
export function beyondWords(counterpart: Counterpart): BeyondWords {
  const taken = new Set<string>();
  const late = new Map<string, { paid: bigint; refundLimit: bigint }>();
  return {
    ...counterpart,
    takeBack: (reference) => void taken.add(reference),
    payAfterTheEnd: (reference, paid, refundLimit) =>
      void late.set(reference, { paid, refundLimit }),
    orderBook(reference) {
      const own = counterpart.orderBook(reference);
      const paid = late.get(reference);
      const book = own !== null && paid !== undefined ? { words: ['PAID'], ...paid } : own;
      if (book === null || !taken.has(reference)) return book;
      return { ...book, words: ['REVERSED'], refundLimit: null };
    },
    refundBook(reference) {
      const book = counterpart.refundBook(reference);
      return book && taken.has(reference) ? { ...book, word: 'REVERSED' } : book;
    },
    settlementBook(reference) {
      const book = counterpart.settlementBook(reference);
      return book && taken.has(reference) ? { ...book, word: 'REVERSED' } : book;
    },
  };
}
