import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTo } from '../../../src/operations/find.ts';
import type { Connection } from '../../../src/providers/provider.ts';
import type { Deed, Deeds } from './deeds.ts';
import { expectedOf } from './expected.ts';
import { calamities, calamitiesOf, expectedOfCalamity, longPatience } from './calamities.ts';
import { columns, effects, openLine, rowOf, timesDone } from './matrix.ts';
import type { Line } from './matrix.ts';

/** Every deed under every fault. */
export function livesThrough(all: Deeds): void {
  describe(`whatever happens on the way to ${all.name}`, () => {
    let line: Line;
    let patient: Line;

    beforeAll(async () => {
      line = await openLine(all);
      patient = await openLine(all, longPatience);
    });

    afterAll(async () => {
      await line.close();
      await patient.close();
    });

    it('nothing that moves money is left out', async () => {
      const { connection } = await connectionTo(
        line.world.app.deps,
        line.world.accounts[all.provider],
      );
      const tried = all.deeds.map(({ operation }) => operation);
      expect(moving(connection).toSorted()).toEqual(tried.toSorted());
    });

    it.each(all.deeds.map((deed) => [deed.operation, deed] as [string, Deed]))(
      '%s ends as the provider has it, once',
      async (_, deed) => {
        const before = timesDone(line, deed);
        const row = await rowOf(line, deed);
        const expected = columns.map((column) => [column, expectedOf(deed, column, line)] as const);
        expect(Object.fromEntries(row)).toEqual(Object.fromEntries(expected));
        const done = [...row.values()].filter((cell) => 'told' in cell && cell.doneInTheEnd);
        const times = effects[deed.operation] === undefined ? 0 : done.length;
        expect(timesDone(line, deed) - before).toBe(times);
      },
      60_000,
    );

    it.each(all.deeds.map((deed) => [deed.operation, deed] as [string, Deed]))(
      '%s ends so after nights and restores, too',
      async (_, deed) => {
        const before = timesDone(patient, deed);
        const row = await calamitiesOf(patient, deed);
        const expected = calamities.map(
          (calamity) => [calamity, expectedOfCalamity(patient, deed, calamity)] as const,
        );
        expect(Object.fromEntries(row)).toEqual(Object.fromEntries(expected));
        const done = [...row.values()].filter((cell) => 'told' in cell && cell.doneInTheEnd);
        const times = effects[deed.operation] === undefined ? 0 : done.length;
        expect(timesDone(patient, deed) - before).toBe(times);
      },
      60_000,
    );
  });
}

/** All that an account can do that moves money or takes it back. */
function moving(connection: Connection): string[] {
  const names = Object.keys(connection) as (keyof Connection)[];
  return names.filter(
    (name) => /^(?:create|cancel|refund)/.test(name) && connection[name] !== undefined,
  );
}
