import { expect, it } from 'vitest';
import { createSandboxClock, EntityKind, operatorTable } from '../../../sandbox/double/index.ts';
import type { Account, Entity, Platform } from '../../../sandbox/double/index.ts';
import { visitOperator } from '../../../sandbox/double/pages/operator.ts';
import { NOON } from '../client.ts';

interface Parcel extends Entity<'made' | 'sent' | 'there' | 'lost'> {
  readonly expiresAt: number;
}

/** Parcels of one account, and the moves that were made, in order. */
function open(autoAdvanceMs: number | null = null) {
  const moves: string[] = [];
  const parcels: EntityKind<Parcel> = new EntityKind({
    name: 'parcel',
    numberedBy: 'parcelNo',
    moves: { made: ['sent', 'lost'], sent: ['there', 'lost'], there: [], lost: [] },
    counts: { created: 'made', there: 'delivered' },
    next: ({ status }) =>
      (({ made: 'sent', sent: 'there', there: null, lost: null }) as const)[status],
    targets: { SENT: 'sent', THERE: 'there', LOST: 'lost' },
    moved: (_, { number, status }, from) => void moves.push(`${number}: ${from} → ${status}`),
  });
  const account: Account = {
    id: 'A1',
    credentials: {},
    webhookUrl: null,
    entities: new Map(),
    replies: new Map(),
  };
  const platform: Platform = {
    clock: createSandboxClock({ frozenAt: NOON }),
    baseUrl: 'http://127.0.0.1',
    autoAdvanceMs,
    accounts: new Map([[account.id, account]]),
    effects: {},
    sequences: new Map(),
    switches: {},
    publish: () => undefined,
  };
  const make = (number: string, createdAt?: number) =>
    parcels.open(platform, 'made', {
      number,
      account,
      expiresAt: (createdAt ?? NOON) + 60_000,
      ...(createdAt !== undefined && { createdAt }),
    });
  return { parcels, platform, account, moves, make };
}

it('what is opened has the time that other times count from, though the clock went on', async () => {
  const { make, platform } = open();
  await platform.clock.advance(5);
  expect(make('P1', NOON)).toMatchObject({ createdAt: NOON, updatedAt: NOON });
  expect(make('P2')).toMatchObject({ createdAt: NOON + 5, updatedAt: NOON + 5 });
});

it('the operator reaches a status over the steps between, and nothing where it cannot be reached', () => {
  const { make, parcels, platform, moves } = open();
  const parcel = make('P1');
  expect(parcels.targetsOf(parcel)).toEqual(['SENT', 'THERE', 'LOST']);
  parcels.advance(platform, 'P1', 'THERE');
  expect(moves).toEqual(['P1: made → sent', 'P1: sent → there']);
  expect(platform.effects).toEqual({ made: 1, delivered: 1 });
  expect(parcels.targetsOf(parcel)).toEqual([]);
  expect(() => parcels.advance(platform, 'P1', 'LOST')).toThrow(
    'parcel P1 is there and cannot become LOST',
  );
  expect(() => parcels.advance(platform, 'P1')).toThrow('parcel P1 is there');
  expect(moves).toHaveLength(2);
});

it('the operator page has buttons for what else can be done with a thing now, and does nothing else', () => {
  const { make, platform, parcels } = open();
  const done: string[] = [];
  const repack = {
    label: 'Repack',
    press: (of: Platform): void => void done.push(of.baseUrl),
  };
  const actions = ({ status }: Parcel) => (status === 'made' ? [repack] : []);
  const rules = { tables: [operatorTable('Parcels', parcels, {}, undefined, actions)] };
  const visit = (form: Record<string, string> | null) =>
    visitOperator(platform, 'Post', rules, {
      path: '/operator',
      target: '/operator',
      form: form && new URLSearchParams(form),
    });
  make('P1');
  expect(visit(null)).toMatchObject({ page: expect.stringContaining('Repack') as string });
  const press = { number: 'P1', action: 'Repack' };
  expect(visit(press)).toEqual({ status: 303, location: '/operator' });
  expect(done).toEqual([platform.baseUrl]);
  parcels.advance(platform, 'P1');
  expect(() => visit(press)).toThrow('P1 does not allow Repack now');
  expect(visit(null)).toMatchObject({ page: expect.not.stringContaining('Repack') as string });
  expect(done).toHaveLength(1);
});

it('steps are made by themselves at their times, until there is none', async () => {
  const { make, platform, moves } = open(1_000);
  make('P1');
  await platform.clock.advance(999);
  expect(moves).toEqual([]);
  await platform.clock.advance(10_000);
  expect(moves).toEqual(['P1: made → sent', 'P1: sent → there']);
});

it('a number is used once in an account, and found in it alone', () => {
  const { make, parcels, account, platform } = open();
  make('P1');
  expect(() => make('P1')).toThrow('parcelNo has been used');
  expect(platform.effects).toEqual({ made: 1 });
  expect(parcels.find(account, 'P1').status).toBe('made');
  expect(() => parcels.find({ ...account, entities: new Map() }, 'P1')).toThrow('parcel not found');
  expect(() => parcels.get(platform, 'P9')).toThrow('no such parcel: P9');
});
