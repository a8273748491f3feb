import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTo } from '../../../src/operations/find.ts';
import type { Connection } from '../../../src/providers/provider.ts';
import type { Mutation, AccountMutations } from './mutations.ts';
import { expectedOf } from './expected.ts';
import { incidents, incidentsOf, expectedOfIncident, longPatience } from './incidents.ts';
import { columns, effects, openFixture, rowOf, timesDone } from './matrix.ts';
import type { Fixture } from './matrix.ts';

/** Every mutation under every fault. */
export function describeFaultMatrix(all: AccountMutations): void {
  describe(`whatever happens on the way to ${all.name}`, () => {
    let fixture: Fixture;
    let patient: Fixture;

    beforeAll(async () => {
      fixture = await openFixture(all);
      patient = await openFixture(all, longPatience);
    });

    afterAll(async () => {
      await fixture.close();
      await patient.close();
    });

    it('nothing that moves money is left out', async () => {
      const { connection } = await connectionTo(
        fixture.testApp.app.deps,
        fixture.testApp.accounts[all.provider],
      );
      const tried = all.mutations.map(({ operation }) => operation);
      expect(moving(connection).toSorted()).toEqual(tried.toSorted());
    });

    it.each(all.mutations.map((mutation) => [mutation.operation, mutation] as [string, Mutation]))(
      '%s ends as the provider has it, once',
      async (_, mutation) => {
        const before = timesDone(fixture, mutation);
        const row = await rowOf(fixture, mutation);
        const expected = columns.map(
          (column) => [column, expectedOf(mutation, column, fixture)] as const,
        );
        expect(Object.fromEntries(row)).toEqual(Object.fromEntries(expected));
        const done = [...row.values()].filter((cell) => 'answer' in cell && cell.doneInTheEnd);
        const times = effects[mutation.operation] === undefined ? 0 : done.length;
        expect(timesDone(fixture, mutation) - before).toBe(times);
      },
      60_000,
    );

    it.each(all.mutations.map((mutation) => [mutation.operation, mutation] as [string, Mutation]))(
      '%s ends so after sleeps and restores, too',
      async (_, mutation) => {
        const before = timesDone(patient, mutation);
        const row = await incidentsOf(patient, mutation);
        const expected = incidents.map(
          (incident) => [incident, expectedOfIncident(patient, mutation, incident)] as const,
        );
        expect(Object.fromEntries(row)).toEqual(Object.fromEntries(expected));
        const done = [...row.values()].filter((cell) => 'answer' in cell && cell.doneInTheEnd);
        const times = effects[mutation.operation] === undefined ? 0 : done.length;
        expect(timesDone(patient, mutation) - before).toBe(times);
      },
      60_000,
    );
  });
}

/** Everything that an account can do that moves money or takes it back. */
function moving(connection: Connection): string[] {
  const names = Object.keys(connection) as (keyof Connection)[];
  return names.filter(
    (name) => /^(?:create|cancel|refund)/.test(name) && connection[name] !== undefined,
  );
}
