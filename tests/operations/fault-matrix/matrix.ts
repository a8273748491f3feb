/** Operation × fault: what the caller is told at once, and what has become of it once time has passed. */
import { faultsOf, faultNames, impossible } from '../../providers/conformance/fault-list.ts';
import type { Fault } from '../../providers/conformance/fault-list.ts';
import type { WireRules } from '../../providers/conformance/subject.ts';
import { openWire, reply } from '../../providers/conformance/wire.ts';
import { wireRules as examplepayRules } from '../../providers/examplepay/subject.ts';
import { wireRules as gatewayRules } from '../../providers/stablecoin-gateway/subject.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { eventually, openWorld } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import { intercepted } from '../../support/core.ts';
import * as documents from '../../support/documents.ts';
import { ask, newKey, nowhere, pathOf } from '../../support/operations.ts';
import type { Deed, Deeds } from './deeds.ts';

/** The answer is believed, and what it says cannot be written down. */
export const notWritten = 'not written';
export const columns: readonly string[] = [...faultNames, notWritten];

export interface Lived {
  told: string;
  /** Whether the provider had it, or had done it, by then. */
  doneAtOnce: boolean;
  end: string;
  doneInTheEnd: boolean;
}
export type Cell = Lived | { reason: string };

/** Milliseconds. */
const patience = 500;
const late = 900;

/** Past every step after which a lost answer is asked for, and sent again. */
export const steps = [6_000, 31_000, 16_000, 16_000, 16_000, 31_000];

export async function openLine({ provider, examplepay }: Deeds, timeoutMs = patience) {
  const world = await openWorld({ timeoutMs, ...(examplepay && { examplepay }) });
  const { baseUrl } = world.sandbox.provider(provider);
  const rules = rulesOf(world, provider);
  const wire = await openWire(baseUrl, rules);
  const pointTo = async (url: string): Promise<void> => {
    const input = { id: world.accounts[provider], baseUrl: url };
    const told = await ask(world, documents.updateProviderAccount, { input });
    if (told.__typename !== 'ProviderAccountSuccess') throw new Error(JSON.stringify(told));
  };
  await pointTo(wire.url);
  return {
    world,
    provider,
    isHidden: examplepay?.refundQueryEnabled === false,
    rules,
    wire,
    pointTo,
    async close(): Promise<void> {
      await world.close();
      await wire[Symbol.asyncDispose]();
    },
  };
}
export type Line = Awaited<ReturnType<typeof openLine>>;

function rulesOf({ credentials, sandbox }: World, provider: Deeds['provider']): WireRules {
  switch (provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT':
      return gatewayRules(provider, credentials[provider].signKey, []);
    case 'EXAMPLEPAY':
      return examplepayRules(credentials[provider], sandbox.provider(provider).baseUrl);
    case 'NEXAPAY':
    case 'VEXORA':
      return {};
  }
}

/** One thing for each fault; then time passes for all of them. */
export async function rowOf(line: Line, deed: Deed): Promise<ReadonlyMap<string, Cell>> {
  const { world, rules } = line;
  const possible = columns.filter((column) => impossible(column, rules) === null);
  const isSlow = (column: string): boolean => faultNamed(line, column)?.waits === true;
  const lives = new Map<string, Life>();
  for (const column of possible.filter((one) => !isSlow(one))) {
    const input = await prepare(world, deed);
    lives.set(column, await lived(line, deed, input, await begin(line, deed, input, column)));
  }
  for (const [column, life] of await waited(line, deed, possible.filter(isSlow))) {
    lives.set(column, life);
  }
  for (const ms of steps) await world.advance(ms);
  const cells = columns.map(async (column): Promise<[string, Cell]> => {
    const life = lives.get(column);
    if (life === undefined) return [column, { reason: impossible(column, rules) ?? '' }];
    return [column, await cellOf(world, deed, life)];
  });
  return new Map(await Promise.all(cells));
}

interface Life {
  id: string;
  input: object;
  told: string;
  doneAtOnce: boolean;
}
type Telling = ReturnType<typeof tell>;

export const isCancel = ({ operation }: Deed): boolean => operation.startsWith('cancel');

export async function prepare(world: World, deed: Deed): Promise<object> {
  const input = { ...(await deed.given(world)), idempotencyKey: newKey() };
  const { sandbox } = world;
  await Promise.all(
    Object.keys(world.accounts).map((name) =>
      sandbox.provider(name as SandboxProvider).webhooks.idle(),
    ),
  );
  return input;
}

/** Resolves once it has been told. */
async function begin(
  line: Line,
  deed: Deed,
  input: object,
  column: string,
): Promise<Awaited<Telling>> {
  const restore = await makeMischief(line, column);
  const told = await tell(line.world, deed, input);
  await restore();
  return told;
}

/** Those whose caller loses patience wait together. */
async function waited(line: Line, deed: Deed, names: readonly string[]): Promise<[string, Life][]> {
  const inputs: [string, object][] = [];
  for (const name of names) inputs.push([name, await prepare(line.world, deed)]);
  const telling: [string, object, Telling][] = [];
  for (const [name, input] of inputs) {
    line.wire.taken();
    await makeMischief(line, name);
    telling.push([name, input, tell(line.world, deed, input)]);
    await eventually(async () => line.wire.taken().length > 0);
  }
  const lives: [string, Life][] = [];
  for (const [name, input, told] of telling) {
    lives.push([name, await lived(line, deed, input, await told)]);
  }
  return lives;
}

async function lived(
  { world, wire }: Line,
  deed: Deed,
  input: object,
  { told, id: made }: Awaited<Telling>,
): Promise<Life> {
  await wire.idle();
  const id = 'id' in input && typeof input.id === 'string' ? input.id : made;
  return { id, input, told, doneAtOnce: isDone(world, deed, await referenceOf(world, id)) };
}

async function cellOf(world: World, deed: Deed, life: Life): Promise<Cell> {
  const { told, doneAtOnce } = life;
  const end = await endOf(world, deed, life);
  const doneInTheEnd = isDone(world, deed, await referenceOf(world, life.id));
  return { told, doneAtOnce, end, doneInTheEnd };
}

const nothing = async (): Promise<void> => undefined;

/** Resolves to what takes it back. */
async function makeMischief(line: Line, column: string): Promise<() => Promise<void>> {
  const { wire, world, rules, pointTo } = line;
  switch (column) {
    case 'refused connection':
      await pointTo(nowhere);
      return () => pointTo(wire.url);
    case 'expired-token': {
      const { expiredToken } = rules;
      if (expiredToken !== undefined) {
        wire.arm({ instead: (response) => reply(response, expiredToken) });
      }
      return nothing;
    }
    case notWritten:
      return failingCommit(world, 2);
    default:
      wire.arm(faultNamed(line, column) ?? {});
      return nothing;
  }
}

function faultNamed({ rules, world }: Line, name: string): Fault | undefined {
  const { clock } = world.sandbox;
  return faultsOf(rules, () => clock.now(), late).find((one) => one.name === name);
}

/** The write that is the nth to come fails. */
function failingCommit({ app }: World, nth: number): () => Promise<void> {
  const { deps } = app;
  const { queue } = deps;
  deps.queue = intercepted(queue, (count) => {
    if (count === nth) throw new Error('the disk is full');
  });
  return async () => {
    deps.queue = queue;
  };
}

export async function tell(world: World, { document }: Deed, input: object) {
  try {
    const told = await ask(world, document, { input });
    const subject = told.order ?? told.refund ?? told.settlement;
    if (subject !== undefined) return { told: subject.status, id: subject.id };
    const status = told.status === undefined ? '' : ` ${told.status}`;
    return { told: `${told.__typename}${status}`, id: '' };
  } catch (error) {
    return { told: error instanceof Error ? error.message : String(error), id: '' };
  }
}

/** A cancel is asked for again, with the same key. */
export async function endOf(
  world: World,
  deed: Deed,
  { id, input }: Pick<Life, 'id' | 'input'>,
): Promise<string> {
  if (isCancel(deed)) await tell(world, deed, input);
  return (await pathOf(world, id)).at(-1) ?? '';
}

export async function referenceOf({ app }: World, id: string): Promise<string> {
  const table = id.startsWith('ord') ? 'orders' : id.startsWith('rfd') ? 'refunds' : 'settlements';
  const text = `select provider_reference from ${table} where id = ?`;
  const row = await app.deps.read.get<{ provider_reference: string }>(text, id);
  return row?.provider_reference ?? '';
}

const over = ['CANCELLED', 'CLOSED'];

export function isDone(world: World, deed: Deed, reference: string): boolean {
  try {
    const { status } = deed.atProvider(world, reference);
    return !isCancel(deed) || over.includes(status);
  } catch {
    return false;
  }
}

/** What counts how often it was done at the provider, where something is made there. */
export const effects: Partial<Record<Deed['operation'], string>> = {
  createOrder: 'ordersCreated',
  createRefund: 'refundsCreated',
  refundAbnormalPayment: 'refundsCreated',
  createSettlement: 'settlementsCreated',
};

export function timesDone({ world, provider }: Line, { operation }: Deed): number {
  const counts: object = world.sandbox.provider(provider).effects();
  return (counts as Record<string, number>)[effects[operation] ?? ''] ?? 0;
}
