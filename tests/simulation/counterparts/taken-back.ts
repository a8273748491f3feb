import type { Counterpart } from './counterpart.ts';

/** Money that the provider takes back after it had moved: no provider of the sandbox has a word for that. */
export type TakingBack = Counterpart & { takeBack(reference: string): void };

/** The same counterpart, whose books also say what was taken back. */
export function takingBack(counterpart: Counterpart): TakingBack {
  const taken = new Set<string>();
  return {
    ...counterpart,
    takeBack: (reference) => void taken.add(reference),
    orderBook(reference) {
      const book = counterpart.orderBook(reference);
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
