/** What goes wrong for longer than a call: each with the same deed, from its beginning to its end. */
import { copyFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../sandbox/faults.ts';
import { eventually } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { ask } from '../../support/operations.ts';
import type { Deed } from './deeds.ts';
import { endOf, isCancel, isDone, prepare, referenceOf, steps, tell, timesDone } from './matrix.ts';
import type { Cell, Line } from './matrix.ts';

export const calamities = [
  'asleep',
  'given up',
  'webhook first',
  'other currency',
  'other amount',
  'twice',
  'restored',
] as const;
export type Calamity = (typeof calamities)[number];

/** Milliseconds until an answer counts as lost: longer than any of this takes. */
export const longPatience = 20_000;

/** Past the ten minutes in which the same is sent again. */
const nightMs = 605_000;

export async function calamitiesOf(line: Line, deed: Deed): Promise<ReadonlyMap<string, Cell>> {
  const cells = new Map<string, Cell>();
  for (const calamity of calamities) {
    const reason = unlikely(line, deed, calamity);
    // Each has the world for itself.
    // oxlint-disable-next-line no-await-in-loop
    cells.set(calamity, reason === null ? await lived(line, deed, calamity) : { reason });
  }
  return cells;
}

/** Why it cannot come to that; null where it can. */
export function unlikely(
  { provider, isHidden }: Line,
  deed: Deed,
  calamity: Calamity,
): string | null {
  const isStablecoin = provider === 'ANEXPAY_XCHECKOUT' || provider === 'W_CHECKOUT';
  switch (calamity) {
    case 'webhook first':
      return isStablecoin && deed.operation === 'createOrder'
        ? null
        : 'nothing is told of what has just begun';
    case 'given up':
      if (isCancel(deed)) return 'a cancel is not followed';
      return isHidden && deed.operation === 'createRefund'
        ? 'a refund that failed looks like none'
        : null;
    case 'twice':
      return provider === 'EXAMPLEPAY' ? 'a nonce tells that it is the same request' : null;
    case 'other currency':
    case 'other amount':
      return isCancel(deed) ? 'its answer names no money' : null;
    case 'asleep':
    case 'restored':
      return null;
  }
}

async function lived(line: Line, deed: Deed, calamity: Calamity): Promise<Cell> {
  const { world } = line;
  const input = await prepare(world, deed);
  const before = timesDone(line, deed);
  const { told, id: made } = await befall(line, deed, input, calamity);
  const id = 'id' in input && typeof input.id === 'string' ? input.id : made;
  await line.wire.idle();
  const doneAtOnce = isDone(world, deed, await referenceOf(world, id));
  for (const ms of steps) await world.advance(ms);
  if (calamity === 'given up') {
    await world.advance(nightMs);
    await refresh(world, id);
    await world.advance(31_000);
  }
  const isTwice = timesDone(line, deed) > before + 1;
  const end = (await endOf(world, deed, { id, input })) + (isTwice ? ' twice' : '');
  const doneInTheEnd = isDone(world, deed, await referenceOf(world, id));
  return { told: open.includes(told) ? 'open' : told, doneAtOnce, end, doneInTheEnd };
}

/** What may be told while it is not over. */
const open = ['SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT', 'REQUESTED', 'PENDING', 'PROCESSING'];

async function befall(line: Line, deed: Deed, input: object, calamity: Calamity) {
  const { world, wire } = line;
  switch (calamity) {
    case 'asleep':
      return asleep(line, deed, input);
    case 'given up': {
      arm(line, deed, 'stray', nightMs + 300_000);
      const told = await tell(world, deed, input);
      await world.sandbox.clock.advance(nightMs);
      return told;
    }
    case 'webhook first': {
      announce(line, true);
      wire.arm({ until: Promise.resolve(), change: (answer) => answer });
      arm(line, deed, 'delay', 80);
      const told = await tell(world, deed, input);
      announce(line, false);
      return told;
    }
    case 'other currency':
      arm(line, deed, 'other-currency');
      return tell(world, deed, input);
    case 'other amount':
      arm(line, deed, 'other-amount');
      return tell(world, deed, input);
    case 'twice':
      wire.arm({ twice: true });
      return tell(world, deed, input);
    case 'restored': {
      const path = world.databaseUrl.replace('sqlite:', '');
      await world.restart(() => copyFile(path, `${path}.backup`));
      await tell(world, deed, input);
      await world.restart(() => copyFile(`${path}.backup`, path));
      return tell(world, deed, input);
    }
  }
}

/** The request is on its way, time jumps, and what is due is looked at before it arrives. */
async function asleep({ world, wire }: Line, deed: Deed, input: object) {
  const gate = Promise.withResolvers<void>();
  wire.taken();
  wire.arm({ until: gate.promise });
  const telling = tell(world, deed, input);
  await eventually(async () => wire.taken().length > 0);
  const looks: Promise<void>[] = [];
  for (const ms of [nightMs, 16_000, 16_000]) {
    looks.push(world.advance(ms));
    // Who waits for the call that is under way waits for the gate.
    await Promise.race([looks.at(-1), sleep(lookMs)]);
  }
  gate.resolve();
  const told = await telling;
  await Promise.all(looks);
  return told;
}

const lookMs = 150;

function announce({ world, provider }: Line, announcesOrders: boolean): void {
  if (provider !== 'ANEXPAY_XCHECKOUT' && provider !== 'W_CHECKOUT') return;
  world.sandbox.provider(provider).switch({ announcesOrders });
}

const calls = {
  ANEXPAY_XCHECKOUT: {},
  W_CHECKOUT: {},
  NEXAPAY: {},
  VEXORA: { createOrder: 'checkout', createSettlement: 'disbursements' },
  EXAMPLEPAY: {
    createOrder: 'createPayment',
    cancelOrder: 'closePayment',
    createSettlement: 'createPayout',
  },
} as const satisfies Record<Line['provider'], Partial<Record<Deed['operation'], string>>>;

function arm({ world, provider }: Line, deed: Deed, fault: Fault, delayMs = 0): void {
  const named: Partial<Record<Deed['operation'], string>> = calls[provider];
  const operation = named[deed.operation] ?? deed.operation;
  // Each provider has its own names of operations.
  world.sandbox.provider(provider).faults.arm({ fault, operation, delayMs } as never);
}

/** Whoever asks is told. */
async function refresh(world: World, id: string): Promise<void> {
  const document = {
    ord: documents.refreshOrder,
    rfd: documents.refreshRefund,
    stl: documents.refreshSettlement,
  }[id.slice(0, 3) as 'ord'];
  await ask(world, document, { id });
}

/** What must come of it. */
export function expectedOfCalamity(line: Line, deed: Deed, calamity: Calamity): Cell {
  const reason = unlikely(line, deed, calamity);
  if (reason !== null) return { reason };
  const { accepted, followed = accepted } = deed;
  // Providers that look at the time of a request do not take one of last night.
  const isRefused = calamity === 'asleep' && !['NEXAPAY', 'VEXORA'].includes(line.provider);
  if (isCancel(deed)) {
    const told = isRefused ? `InvalidStateError ${unmoved(deed)}` : accepted;
    return { told, doneAtOnce: !isRefused, end: accepted, doneInTheEnd: true };
  }
  if (isRefused) return { told: 'FAILED', doneAtOnce: false, end: 'FAILED', doneInTheEnd: false };
  return {
    told: 'open',
    doneAtOnce: calamity !== 'given up',
    end: followed,
    doneInTheEnd: true,
  };
}

const unmoved = ({ operation }: Deed): string =>
  operation === 'cancelOrder' ? 'AWAITING_PAYMENT' : 'PENDING';
