import { createdInLane } from '../../store/queries/due/open.ts';
import type { Deps } from '../deps.ts';
import { lanesOf } from './lanes.ts';

/** What is followed until it is over. A deferred webhook is too; what is over is not. */
const tables = [
  'orders',
  'refunds',
  'settlements',
  'abnormal_payments',
  'webhook_deliveries',
] as const;

export interface OpenItems {
  kind: (typeof tables)[number];
  status: string;
  age: string;
  count: number;
}

const minute = 60_000;
const ages: readonly [age: string, ms: number][] = [
  ['minute', minute],
  ['hour', 60 * minute],
  ['day', 24 * 60 * minute],
  ['week', 7 * 24 * 60 * minute],
];

/** So many are counted of one status at one account. */
const mostOfLane = 20_000;

/** How much is open, by status and age. Read through the index of due work, so that what is over costs nothing. */
export async function countOpen({ read, now }: Pick<Deps, 'read' | 'now'>): Promise<OpenItems[]> {
  const found = new Map<string, OpenItems>();
  const count = (kind: OpenItems['kind'], status: string, age: string): void => {
    const name = `${kind} ${status} ${age}`;
    const items = found.get(name) ?? { kind, status, age, count: 0 };
    items.count += 1;
    found.set(name, items);
  };
  for (const kind of tables) {
    for await (const lane of lanesOf(read, kind)) {
      const at = now();
      for (const created of await createdInLane(read, kind, lane, mostOfLane)) {
        const [age] = ages.find(([, ms]) => at - created <= ms) ?? ['older'];
        count(kind, lane.status, age);
      }
    }
  }
  return [...found.values()];
}
