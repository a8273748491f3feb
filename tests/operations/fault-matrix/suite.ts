import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf } from '../../../src/operations/find.ts';
import type { Connection } from '../../../src/providers/provider.ts';
import type { Deed, Deeds } from './deeds.ts';
import { expectedOf } from './expected.ts';
import { columns, openLine, rowOf } from './matrix.ts';
import type { Line } from './matrix.ts';

/** Every deed under every fault. */
export function livesThrough(all: Deeds): void {
  describe(`whatever happens on the way to ${all.name}`, () => {
    let line: Line;

    beforeAll(async () => {
      line = await openLine(all);
    });

    afterAll(() => line.close());

    it('nothing that moves money is left out', async () => {
      const { connection } = await lineOf(line.world.app.deps, line.world.accounts[all.provider]);
      const tried = all.deeds.map(({ operation }) => operation);
      expect(moving(connection).toSorted()).toEqual(tried.toSorted());
    });

    it.each(all.deeds.map((deed) => [deed.operation, deed] as [string, Deed]))(
      '%s ends as the provider has it, once',
      async (_, deed) => {
        const before = timesDone(line, all, deed);
        const row = await rowOf(line, deed);
        const expected = columns.map((column) => [column, expectedOf(deed, column, line)] as const);
        expect(Object.fromEntries(row)).toEqual(Object.fromEntries(expected));
        const done = [...row.values()].filter((cell) => 'told' in cell && cell.doneInTheEnd);
        const times = effects[deed.operation] === undefined ? 0 : done.length;
        expect(timesDone(line, all, deed) - before).toBe(times);
      },
      60_000,
    );
  });
}

/** What counts how often it was done at the provider, where something is made there. */
const effects: Partial<Record<Deed['operation'], string>> = {
  createOrder: 'ordersCreated',
  createRefund: 'refundsCreated',
  refundAbnormalPayment: 'refundsCreated',
  createSettlement: 'settlementsCreated',
};

function timesDone({ world }: Line, { provider }: Deeds, { operation }: Deed): number {
  const counts: object = world.sandbox.provider(provider).effects();
  return (counts as Record<string, number>)[effects[operation] ?? ''] ?? 0;
}

/** All that an account can do that moves money or takes it back. */
function moving(connection: Connection): string[] {
  const names = Object.keys(connection) as (keyof Connection)[];
  return names.filter(
    (name) => /^(?:create|cancel|refund)/.test(name) && connection[name] !== undefined,
  );
}
