/** Operation × fault: what the caller is answered at once, and the result after time has passed. */
import { faultsOf, faultNames, impossible } from '../../providers/conformance/fault-list.ts';
import type { Fault } from '../../providers/conformance/fault-list.ts';
import { openWire, reply } from '../../providers/conformance/wire.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { intercepted } from '../../support/core.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, nowhere, pathOf } from '../../support/operations.ts';
import type { Mutation, AccountMutations } from './mutations.ts';

/** The answer is believed, and its content cannot be written. */
export const notWritten = 'not written';
export const columns: readonly string[] = [...faultNames, notWritten];

export interface Observed {
  answer: string;
  /** Whether the provider had received it, or done it, by then. */
  doneAtOnce: boolean;
  end: string;
  doneInTheEnd: boolean;
}
export type Cell = Observed | { reason: string };

/** Milliseconds. */
const patience = 500;
const late = 900;

/** Past every step after which a lost answer is queried, and the request sent again. */
export const steps = [6_000, 31_000, 16_000, 16_000, 16_000, 31_000];

export async function openFixture(account: AccountMutations, timeoutMs = patience) {
  const { provider, config, wireRules } = account;
  const testApp = await openTestApp({
    timeoutMs,
    ...(config && { config: { [provider]: config } }),
  });
  const { baseUrl } = testApp.sandbox.provider(provider);
  const rules = wireRules?.(testApp) ?? {};
  const wire = await openWire(baseUrl, rules);
  const pointTo = async (url: string): Promise<void> => {
    const input = { id: testApp.accounts[provider], baseUrl: url };
    const answer = await mutate(testApp, documents.updateProviderAccount, { input });
    if (answer.__typename !== 'ProviderAccountSuccess') throw new Error(JSON.stringify(answer));
  };
  await pointTo(wire.url);
  return {
    testApp,
    provider,
    account,
    rules,
    wire,
    pointTo,
    async close(): Promise<void> {
      await testApp.close();
      await wire[Symbol.asyncDispose]();
    },
  };
}
export type Fixture = Awaited<ReturnType<typeof openFixture>>;

/** Does one mutation for each fault; then time passes for all of them. */
export async function rowOf(
  fixture: Fixture,
  mutation: Mutation,
): Promise<ReadonlyMap<string, Cell>> {
  const { testApp, rules } = fixture;
  const possible = columns.filter((column) => impossible(column, rules) === null);
  const isSlow = (column: string): boolean => faultNamed(fixture, column)?.waits === true;
  const attempts = new Map<string, Attempted>();
  for (const column of possible.filter((one) => !isSlow(one))) {
    const input = await prepare(testApp, mutation);
    attempts.set(
      column,
      await observe(fixture, mutation, input, await begin(fixture, mutation, input, column)),
    );
  }
  for (const [column, attempted] of await waited(fixture, mutation, possible.filter(isSlow))) {
    attempts.set(column, attempted);
  }
  for (const ms of steps) await testApp.advance(ms);
  const cells = columns.map(async (column): Promise<[string, Cell]> => {
    const attempted = attempts.get(column);
    if (attempted === undefined) return [column, { reason: impossible(column, rules) ?? '' }];
    return [column, await cellOf(testApp, mutation, attempted)];
  });
  return new Map(await Promise.all(cells));
}

interface Attempted {
  id: string;
  input: object;
  answer: string;
  doneAtOnce: boolean;
}
type Sending = ReturnType<typeof send>;

export const isCancel = ({ operation }: Mutation): boolean => operation.startsWith('cancel');

export async function prepare(testApp: TestApp, mutation: Mutation): Promise<object> {
  const input = { ...(await mutation.prepare(testApp)), idempotencyKey: newKey() };
  const { sandbox } = testApp;
  await Promise.all(
    Object.keys(testApp.accounts).map((name) =>
      sandbox.provider(name as SandboxProvider).webhooks.idle(),
    ),
  );
  return input;
}

/** Resolves once its first answer is known. */
async function begin(
  fixture: Fixture,
  mutation: Mutation,
  input: object,
  column: string,
): Promise<Awaited<Sending>> {
  const restore = await applyFault(fixture, column);
  const answer = await send(fixture.testApp, mutation, input);
  await restore();
  return answer;
}

/** Mutations whose caller times out wait together. */
async function waited(
  fixture: Fixture,
  mutation: Mutation,
  names: readonly string[],
): Promise<[string, Attempted][]> {
  const inputs: [string, object][] = [];
  for (const name of names) inputs.push([name, await prepare(fixture.testApp, mutation)]);
  const sending: [string, object, Sending][] = [];
  for (const [name, input] of inputs) {
    fixture.wire.takeRequests();
    await applyFault(fixture, name);
    sending.push([name, input, send(fixture.testApp, mutation, input)]);
    await eventually(async () => fixture.wire.takeRequests().length > 0);
  }
  const attempts: [string, Attempted][] = [];
  for (const [name, input, answer] of sending) {
    attempts.push([name, await observe(fixture, mutation, input, await answer)]);
  }
  return attempts;
}

async function observe(
  { testApp, wire }: Fixture,
  mutation: Mutation,
  input: object,
  { answer, id: made }: Awaited<Sending>,
): Promise<Attempted> {
  await wire.idle();
  const id = 'id' in input && typeof input.id === 'string' ? input.id : made;
  return {
    id,
    input,
    answer,
    doneAtOnce: isDone(testApp, mutation, await referenceOf(testApp, id)),
  };
}

async function cellOf(testApp: TestApp, mutation: Mutation, attempted: Attempted): Promise<Cell> {
  const { answer, doneAtOnce } = attempted;
  const end = await endOf(testApp, mutation, attempted);
  const doneInTheEnd = isDone(testApp, mutation, await referenceOf(testApp, attempted.id));
  return { answer, doneAtOnce, end, doneInTheEnd };
}

const nothing = async (): Promise<void> => undefined;

/** Resolves to the function that removes the fault. */
async function applyFault(fixture: Fixture, column: string): Promise<() => Promise<void>> {
  const { wire, testApp, rules, pointTo } = fixture;
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
      return failingCommit(testApp, 2);
    default:
      wire.arm(faultNamed(fixture, column) ?? {});
      return nothing;
  }
}

function faultNamed({ rules, testApp }: Fixture, name: string): Fault | undefined {
  const { clock } = testApp.sandbox;
  return faultsOf(rules, () => clock.now(), late).find((one) => one.name === name);
}

/** The nth of the next writes fails. */
function failingCommit({ app }: TestApp, nth: number): () => Promise<void> {
  const { deps } = app;
  const { queue } = deps;
  deps.queue = intercepted(queue, (count) => {
    if (count === nth) throw new Error('the disk is full');
  });
  return async () => {
    deps.queue = queue;
  };
}

export async function send(testApp: TestApp, { document }: Mutation, input: object) {
  try {
    const answer = await mutate(testApp, document, { input });
    const subject = answer.order ?? answer.refund ?? answer.settlement;
    if (subject !== undefined) return { answer: subject.status, id: subject.id };
    const status = answer.status === undefined ? '' : ` ${answer.status}`;
    return { answer: `${answer.__typename}${status}`, id: '' };
  } catch (error) {
    return { answer: error instanceof Error ? error.message : String(error), id: '' };
  }
}

/** A cancel is requested again, with the same key. */
export async function endOf(
  testApp: TestApp,
  mutation: Mutation,
  { id, input }: Pick<Attempted, 'id' | 'input'>,
): Promise<string> {
  if (isCancel(mutation)) await send(testApp, mutation, input);
  return (await pathOf(testApp, id)).at(-1) ?? '';
}

export async function referenceOf({ app }: TestApp, id: string): Promise<string> {
  const table = id.startsWith('ord') ? 'orders' : id.startsWith('rfd') ? 'refunds' : 'settlements';
  const text = `select provider_reference from ${table} where id = ?`;
  const row = await app.deps.read.get<{ provider_reference: string }>(text, id);
  return row?.provider_reference ?? '';
}

const over = ['CANCELLED', 'CLOSED'];

export function isDone(testApp: TestApp, mutation: Mutation, reference: string): boolean {
  try {
    const { status } = mutation.atProvider(testApp, reference);
    return !isCancel(mutation) || over.includes(status);
  } catch {
    return false;
  }
}

/** The counter of effects at the provider, where something is created there. */
export const effects: Partial<Record<Mutation['operation'], string>> = {
  createOrder: 'ordersCreated',
  createRefund: 'refundsCreated',
  refundAbnormalPayment: 'refundsCreated',
  createSettlement: 'settlementsCreated',
};

export function timesDone({ testApp, provider }: Fixture, { operation }: Mutation): number {
  const counts: object = testApp.sandbox.provider(provider).effects();
  return (counts as Record<string, number>)[effects[operation] ?? ''] ?? 0;
}
