import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

    it.each(all.deeds.map((deed) => [deed.operation, deed] as [string, Deed]))(
      '%s ends as the provider has it, once',
      async (_, deed) => {
        const sandbox = line.world.sandbox.provider(all.provider);
        const before = effectOf(deed, sandbox.effects());
        const row = await rowOf(line, deed);
        expect(Object.fromEntries(row)).toEqual(
          Object.fromEntries(columns.map((column) => [column, expectedOf(deed, column, line)])),
        );
        const lives = [...row.values()].filter((cell) => 'told' in cell && cell.doneInTheEnd);
        const after = effectOf(deed, sandbox.effects());
        if (before !== null) expect((after ?? 0) - before).toBe(lives.length);
      },
      60_000,
    );
  });
}

/** How often it was made at the provider, where the deed makes something. */
function effectOf({ operation }: Deed, effects: object): number | null {
  const counters: Partial<Record<Deed['operation'], string>> = {
    createOrder: 'ordersCreated',
    createRefund: 'refundsCreated',
    refundAbnormalPayment: 'refundsCreated',
    createSettlement: 'settlementsCreated',
  };
  const counter = counters[operation];
  return counter === undefined ? null : ((effects as Record<string, number>)[counter] ?? null);
}
