import { expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { startSchedule } from '../../src/schedule.ts';
import type { Schedule } from '../../src/schedule.ts';

/** A schedule whose reads fail with what `failure` returns; null: they work. */
function scheduleOf(failure: () => Error | null) {
  const logged: Error[] = [];
  const all = async (): Promise<unknown[]> => {
    const error = failure();
    if (error !== null) throw error;
    return [];
  };
  const deps = {
    read: { all },
    notifier: { merchants: () => ['mer_1'] },
    now: () => 0,
    monotonic: () => 0,
    log: { error: ({ err }: { err: Error }) => logged.push(err) },
  } as unknown as Deps;
  return {
    schedule: startSchedule(deps, { senders: null, retention: null }, null, {
      serves: true,
      works: false,
    }),
    logged,
  };
}

async function runTimes(count: number, schedule: Schedule): Promise<void> {
  for (let times = 0; times < count; times += 1) await schedule.run();
}

it('a database that is away is logged once by the schedule, and once more when it is away again', async () => {
  let isAway = true;
  const away = new UnavailableError('away');
  const { schedule, logged } = scheduleOf(() => (isAway ? away : null));
  await runTimes(5, schedule);
  expect(logged).toEqual([away]);
  isAway = false;
  await schedule.run();
  isAway = true;
  await runTimes(5, schedule);
  expect(logged).toEqual([away, away]);
});

it('any other failure of the schedule is logged each time', async () => {
  const { schedule, logged } = scheduleOf(() => new Error('unexpected'));
  await runTimes(2, schedule);
  expect(logged).toHaveLength(2);
});
