/** Faults that last longer than a call. Each is tried with the same mutation, from its beginning to its end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../sandbox/double/faults/faults.ts';
import { eventually } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import type { Mutation } from './mutations.ts';
import { endOf, isCancel, isDone, prepare, referenceOf, steps, send, timesDone } from './matrix.ts';
import type { Cell, Fixture } from './matrix.ts';

export const incidents = [
  'asleep',
  'given up',
  'webhook first',
  'other currency',
  'other amount',
  'twice',
  'restored',
] as const;
export type Incident = (typeof incidents)[number];

/** Milliseconds until an answer counts as lost: longer than any incident takes. */
export const longPatience = 20_000;

/** Past the ten minutes within which the same request is sent again. */
const nightMs = 605_000;

export async function incidentsOf(
  fixture: Fixture,
  mutation: Mutation,
): Promise<ReadonlyMap<string, Cell>> {
  const cells = new Map<string, Cell>();
  for (const incident of incidents) {
    const reason = unlikely(fixture, mutation, incident);
    // Each incident has the test app for itself.
    // oxlint-disable-next-line no-await-in-loop
    cells.set(incident, reason === null ? await observe(fixture, mutation, incident) : { reason });
  }
  return cells;
}

/** Why the incident cannot happen; null where it can. */
export function unlikely(
  { account }: Fixture,
  mutation: Mutation,
  incident: Incident,
): string | null {
  switch (incident) {
    case 'webhook first':
      return account.announceOrders !== undefined && mutation.operation === 'createOrder'
        ? null
        : 'nothing is told of what has just begun';
    case 'given up':
      if (isCancel(mutation)) return 'a cancel is not followed';
      return account.hidesFailedRefunds === true && mutation.operation === 'createRefund'
        ? 'a refund that failed looks like none'
        : null;
    case 'twice':
      return account.refusesTwins ?? null;
    case 'other currency':
    case 'other amount':
      return isCancel(mutation) ? 'its answer names no money' : null;
    case 'asleep':
    case 'restored':
      return null;
  }
}

async function observe(fixture: Fixture, mutation: Mutation, incident: Incident): Promise<Cell> {
  const { testApp } = fixture;
  const input = await prepare(testApp, mutation);
  const before = timesDone(fixture, mutation);
  const { answer, id: made } = await applyIncident(fixture, mutation, input, incident);
  const id = 'id' in input && typeof input.id === 'string' ? input.id : made;
  await fixture.wire.idle();
  const doneAtOnce = isDone(testApp, mutation, await referenceOf(testApp, id));
  for (const ms of steps) await testApp.advance(ms);
  if (incident === 'given up') {
    await testApp.advance(nightMs);
    await refresh(testApp, id);
    await testApp.advance(31_000);
  }
  const isTwice = timesDone(fixture, mutation) > before + 1;
  const end = (await endOf(testApp, mutation, { id, input })) + (isTwice ? ' twice' : '');
  const doneInTheEnd = isDone(testApp, mutation, await referenceOf(testApp, id));
  return { answer: open.includes(answer) ? 'open' : answer, doneAtOnce, end, doneInTheEnd };
}

/** Statuses that may be reported while it is not over. */
const open = ['SUBMITTING', 'UNKNOWN', 'AWAITING_PAYMENT', 'REQUESTED', 'PENDING', 'PROCESSING'];

async function applyIncident(
  fixture: Fixture,
  mutation: Mutation,
  input: object,
  incident: Incident,
) {
  const { testApp, wire } = fixture;
  switch (incident) {
    case 'asleep':
      return asleep(fixture, mutation, input);
    case 'given up': {
      arm(fixture, mutation, 'stray', nightMs + 300_000);
      const answer = await send(testApp, mutation, input);
      await testApp.sandbox.clock.advance(nightMs);
      return answer;
    }
    case 'webhook first': {
      fixture.account.announceOrders?.(testApp, true);
      wire.arm({ until: Promise.resolve(), change: (answer) => answer });
      arm(fixture, mutation, 'delay', 80);
      const answer = await send(testApp, mutation, input);
      fixture.account.announceOrders?.(testApp, false);
      return answer;
    }
    case 'other currency':
      arm(fixture, mutation, 'other-currency');
      return send(testApp, mutation, input);
    case 'other amount':
      arm(fixture, mutation, 'other-amount');
      return send(testApp, mutation, input);
    case 'twice':
      wire.arm({ twice: true });
      return send(testApp, mutation, input);
    case 'restored': {
      await testApp.restart(() => testApp.save());
      await send(testApp, mutation, input);
      await testApp.restart(() => testApp.restore());
      return send(testApp, mutation, input);
    }
  }
}

/** The request is in flight, the clock jumps, and what is due is done before the request arrives. */
async function asleep({ testApp, wire }: Fixture, mutation: Mutation, input: object) {
  const gate = Promise.withResolvers<void>();
  wire.takeRequests();
  wire.arm({ until: gate.promise });
  const sending = send(testApp, mutation, input);
  await eventually(async () => wire.takeRequests().length > 0);
  const advances: Promise<void>[] = [];
  for (const ms of [nightMs, 16_000, 16_000]) {
    advances.push(testApp.advance(ms));
    // Work that waits for the call in flight waits for the gate.
    await Promise.race([advances.at(-1), sleep(advanceMs)]);
  }
  gate.resolve();
  const answer = await sending;
  await Promise.all(advances);
  return answer;
}

const advanceMs = 150;

function arm({ testApp, provider }: Fixture, mutation: Mutation, fault: Fault, delayMs = 0): void {
  const { operation, call = operation } = mutation;
  // Each provider has its own operation names.
  testApp.sandbox.provider(provider).faults.arm({ fault, operation: call, delayMs } as never);
}

/** A refresh reports the status. */
async function refresh(testApp: TestApp, id: string): Promise<void> {
  const document = {
    ord: documents.refreshOrder,
    rfd: documents.refreshRefund,
    stl: documents.refreshSettlement,
  }[id.slice(0, 3) as 'ord'];
  await mutate(testApp, document, { id });
}

/** The required result. */
export function expectedOfIncident(fixture: Fixture, mutation: Mutation, incident: Incident): Cell {
  const reason = unlikely(fixture, mutation, incident);
  if (reason !== null) return { reason };
  const { accepted, followed = accepted } = mutation;
  const isRefused = incident === 'asleep' && fixture.account.checksTime;
  if (isCancel(mutation)) {
    const answer = isRefused ? `InvalidStateError ${unmoved(mutation)}` : accepted;
    return { answer, doneAtOnce: !isRefused, end: accepted, doneInTheEnd: true };
  }
  if (isRefused) return { answer: 'FAILED', doneAtOnce: false, end: 'FAILED', doneInTheEnd: false };
  return {
    answer: 'open',
    doneAtOnce: incident !== 'given up',
    end: followed,
    doneInTheEnd: true,
  };
}

const unmoved = ({ operation }: Mutation): string =>
  operation === 'cancelOrder' ? 'AWAITING_PAYMENT' : 'PENDING';
