import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attacks } from './attacks/all.ts';
import { sandboxProviders } from '../../sandbox/sandbox.ts';
import { run } from './run.ts';
import { openTestbed } from './testbed/testbed.ts';
import type { Testbed } from './testbed/testbed.ts';

/** The attacks of `npm run prove -- hostile` that are refused at once. */
const quick = [
  'documents: deep',
  'documents: aliased',
  'documents: fragment bomb',
  'documents: costly connections',
  'bodies: too large',
  'bodies: batches',
  'bodies: mutations by GET',
  'web: another host',
  'web: pages of another origin',
  'credentials: tokens without algorithm',
  'webhooks: deep bodies',
  'connections: smuggling',
  'connections: huge headers',
  'WebSockets: reserved bits',
  'WebSockets: init flood',
  'WebSockets: one id twice',
];

const called = ({ group, name }: (typeof attacks)[number]): string => `${group}: ${name}`;

/** A busy machine starts processes slowly. */
const patienceMs = 120_000;

describe('the process, attacked', () => {
  let testbed: Testbed;
  let end: (() => Promise<void>) | null = null;
  const onEnd = (ending: () => Promise<void>): void => {
    end = ending;
  };

  beforeAll(async () => {
    testbed = await openTestbed({
      onEnd,
      production: true,
      providers: sandboxProviders.slice(0, 1),
    });
  }, patienceMs);

  afterAll(async () => {
    await end?.();
  });

  it.each(quick)('refuses %s within its limit, and lives', async (name) => {
    const attack = attacks.find((one) => called(one) === name);
    if (attack === undefined) throw new Error('no such attack');
    const { findings, closed } = await run(
      testbed,
      { ...attack, atOnce: 4 },
      {
        seconds: 0.03,
        client: null,
        openLoop: false,
      },
    );
    expect(findings).toEqual([]);
    expect(closed.strikes).toBeGreaterThan(0);
  });
});
