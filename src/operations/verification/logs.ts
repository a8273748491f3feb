import { numbersOf, pagesOf } from '../../store/queries/operators/rows.ts';
import { pageSize } from './verification.ts';
import type { Verification } from './verification.ts';

const numbersAtOnce = 5_000;

/** What a cursor can hold (store/cursor.ts). */
const timelinePattern = /^[A-Za-z0-9]{1,32}$/;

/** Checks that each log has a name of its own, and no hole after what is archived. */
export async function verifyLogs(verification: Verification): Promise<void> {
  const { sql, findings, archived, count } = verification;
  for await (const merchants of pagesOf(sql, 'merchants', pageSize)) {
    count('merchants', merchants.length);
    for (const { id, last_seq: last, archived_seq: first, timeline } of merchants) {
      if (first > 0) archived.set(id, first);
      if (!timelinePattern.test(timeline)) {
        findings.add('timeline', 'merchants', id, 'letters and digits', timeline);
      }
      let number = first;
      for await (const numbers of numbersOf(sql, id, numbersAtOnce)) {
        count('events', numbers.length);
        for (const stored of numbers) {
          // In a file already, and removed next.
          if (first > 0 && stored <= first) continue;
          if (stored !== number + 1) {
            findings.add('log', 'events', `${id} ${stored}`, number + 1, stored);
          }
          number = stored;
        }
      }
      findings.compare('log', 'merchants', id, number, last);
    }
  }
}
