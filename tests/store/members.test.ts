import { describe, expect, it } from 'vitest';
import { recordsBy, viewsBy } from '../../src/store/statements/members.ts';
import type { Members } from '../../src/store/statements/members.ts';

interface Row {
  id: string;
  first_text: string;
  amount?: string;
}

let decoded = 0;
interface Known {
  id: string;
  firstText: string;
  amount: { minor: bigint } | undefined;
}

const members: Members<Row, Known> = {
  id: (row) => row.id,
  firstText: (row) => row.first_text,
  amount: (row) => {
    decoded += 1;
    return row.amount === undefined ? undefined : { minor: BigInt(row.amount) };
  },
};
const row = { id: '1', first_text: 'one', amount: '7' };

describe('a record', () => {
  it('has a value for each of its members', () => {
    expect(recordsBy(members)(row)).toEqual({ id: '1', firstText: 'one', amount: { minor: 7n } });
  });

  it('of a list reads a member when it is asked for, and decodes it once', () => {
    decoded = 0;
    const view = viewsBy(members)(row);
    expect([view.id, view.firstText, decoded]).toEqual(['1', 'one', 0]);
    expect(view.amount).toBe(view.amount);
    expect([view.amount, decoded]).toEqual([{ minor: 7n }, 1]);
  });

  it('throws where a member is asked for whose column was not read', () => {
    const { amount: _, ...brief } = row;
    const view = viewsBy(members)(brief);
    expect(view.id).toBe('1');
    expect(() => view.amount).toThrow('"amount" was not read');
  });
});
