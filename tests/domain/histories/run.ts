import { createRandom } from '../../crash/random.ts';
import { differences } from './check.ts';
import { History } from './history.ts';

/**
 * Runs the histories `from` to `from + count - 1` of a seed. Returns the first that is wrong, with its differences.
 */
export function runHistories(seed: string, from: number, count: number): string | null {
  for (let number = from; number < from + count; number += 1) {
    const history = new History(createRandom(`${seed}/${number}`));
    history.run();
    const found = differences(history);
    if (found.length > 0) return `history ${number} of seed ${seed}: ${found.join('; ')}`;
  }
  return null;
}
