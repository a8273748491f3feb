import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { print } from 'graphql';
import { createBalancer } from '../../scripts/cluster/balancer.ts';
import { startMember } from '../../scripts/cluster/members.ts';
import type { Member } from '../../scripts/cluster/members.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { orderInput } from '../support/operations.ts';
import type { MutationResult } from '../support/operations.ts';
import { environmentOf } from '../support/own-database.ts';
import { ofMachine } from '../support/machine.ts';

/** An answer that a client got, and when, in epoch milliseconds. */
export interface Acknowledged {
  id: string;
  providerReference: string;
  at: number;
}

/** A real process on an SQLite file of its own, the sandbox, and clients who create and pay orders. */
export interface Bed {
  pid(): number;
  port(): number;
  databaseUrl: string;
  acknowledged: readonly Acknowledged[];
  /** Requests that had no answer, or were answered with UNAVAILABLE, and were repeated. */
  repeated(): number;
  /** Clients create and pay orders until `work` is done. */
  underLoad<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once the next request of a new order is answered; rejects after 30 s. */
  untilAnswered(): Promise<void>;
  /** SIGKILL, and another process in its place. */
  restart(): Promise<void>;
  /** What is missing or wrong, as sentences. */
  check(): Promise<string[]>;
  close(): Promise<void>;
}

const provider = 'W_CHECKOUT';
const clients = 6;
const patienceMs = 30_000;

export async function openBed(): Promise<Bed> {
  const balancer = createBalancer();
  const base = `http://127.0.0.1:${await balancer.listen(0, '127.0.0.1')}`;
  const testApp = await openTestApp({ environment: { PUBLIC_URL: base } });
  const environment = {
    ...ofMachine,
    ...environmentOf({ url: testApp.databaseUrl, folder: testApp.folder }),
    PUBLIC_URL: base,
    PAYGRAPH_SANDBOX: 'off',
    LOG_LEVEL: 'silent',
  };
  let member: Member;
  const start = async (): Promise<void> => {
    member = await startMember(environment);
    balancer.use([member.port]);
  };
  await start();
  const acknowledged: Acknowledged[] = [];
  const findings: string[] = [];
  let repeated = 0;

  /** Repeats the request, as a client does, until it is answered. */
  const create = async (until: number): Promise<void> => {
    const input = orderInput(testApp, provider);
    while (performance.now() < until) {
      const result = await requestOrder(base, testApp.key, input);
      if (result === null) {
        repeated += 1;
        await sleep(50);
      } else if (result.order === undefined) {
        findings.push(`a new order was answered ${JSON.stringify(result)}`);
        return;
      } else {
        const { id, providerReference, status } = result.order;
        acknowledged.push({ id, providerReference, at: Date.now() });
        // Otherwise the provider may not have it.
        if (status === 'AWAITING_PAYMENT')
          testApp.sandbox.provider(provider).pay(providerReference);
        return;
      }
    }
  };

  return {
    pid: () => member.pid,
    port: () => member.port,
    databaseUrl: testApp.databaseUrl,
    acknowledged,
    repeated: () => repeated,
    async underLoad(work) {
      const over = new AbortController();
      const loads = Array.from({ length: clients }, async () => {
        while (!over.signal.aborted) {
          await create(performance.now() + 1000);
          await sleep(5);
        }
      });
      try {
        return await work();
      } finally {
        over.abort();
        await Promise.all(loads);
      }
    },
    async untilAnswered() {
      const before = acknowledged.length;
      const until = performance.now() + patienceMs;
      await create(until);
      if (acknowledged.length === before) throw new Error('it does not answer any more');
    },
    async restart() {
      await member.kill();
      await start();
    },
    async check() {
      const missing = await missingOrders(testApp, acknowledged);
      const wrong = await verified(environment);
      return [...findings, ...missing, ...wrong, ...effectsOf(testApp, acknowledged.length)];
    },
    async close() {
      await member.stop();
      await balancer.close();
      await testApp.close();
    },
  };
}

/** Null where a client would repeat it: without an answer, or UNAVAILABLE. */
async function requestOrder(
  base: string,
  key: string,
  input: object,
): Promise<MutationResult | null> {
  try {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: print(documents.createOrder), variables: { input } }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data } = (await response.json()) as { data?: { createOrder: MutationResult } | null };
    const result = data?.createOrder ?? null;
    return result?.code === 'OPERATION_IN_PROGRESS' ? null : result;
  } catch {
    return null;
  }
}

/** Every order that a client knows must be stored, and paid where the payment's webhook was acknowledged. */
async function missingOrders(
  { app, sandbox }: TestApp,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const rows = await app.deps.read.all<{ id: string; status: string }>(
    'select id, status from orders',
  );
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  const told = sandbox
    .provider(provider)
    .webhooks.events()
    .filter(({ delivered, body }) => delivered && body.includes('PAID'));
  return acknowledged.flatMap(({ id, providerReference }) => {
    const status = statuses.get(id);
    if (status === undefined) return [`${id} was answered and is not stored`];
    const isTold = told.some(({ body }) => body.includes(providerReference));
    return isTold && status !== 'PAID'
      ? [`${id} is ${status}, and its payment was acknowledged`]
      : [];
  });
}

/** `npm run verify` on the database. */
async function verified(environment: Readonly<Record<string, string | undefined>>) {
  try {
    await promisify(execFile)(process.execPath, ['src/commands/verify.ts'], { env: environment });
    return [];
  } catch (error) {
    return [`verify: ${String((error as { stdout?: string }).stdout ?? error)}`];
  }
}

function effectsOf({ sandbox }: TestApp, orders: number): string[] {
  const { ordersCreated } = sandbox.provider(provider).effects();
  // The load's last orders may have had no answer.
  if (ordersCreated <= orders + clients) return [];
  return [`the provider has ${ordersCreated} orders, and clients asked for ${orders}`];
}
