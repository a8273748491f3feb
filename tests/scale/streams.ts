import { setTimeout as sleep } from 'node:timers/promises';
import { createBalancer } from '../../scripts/cluster/balancer.ts';
import { startMember } from '../../scripts/cluster/members.ts';
import type { Member } from '../../scripts/cluster/members.ts';
import { createRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';
import { Client } from '../crash/testbed/client.ts';
import { Follower } from '../crash/testbed/follower.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { orderInput } from '../support/operations.ts';
import { environmentOf } from '../support/own-database.ts';
import { ofMachine } from '../support/machine.ts';

export interface StreamsOptions {
  seed: string;
  processes: number;
  /** Subscribers of the merchant's log. */
  clients: number;
  /** Milliseconds of load, reconnections and kills. */
  forMs: number;
}

export interface StreamsReport {
  events: number;
  /** Processes that were killed, and that were drained. */
  kills: number;
  drains: number;
  connections: number;
  orders: number;
  /** What went wrong, as sentences. */
  findings: string[];
}

const provider = 'W_CHECKOUT';
/** Orders that are created at once, each until it is paid. */
const payersAtOnce = 6;
/** Milliseconds until every subscriber must have everything. */
const patienceMs = 60_000;

/**
 * Several processes on one database behind a balancer. Clients follow the merchant's log and reconnect at random, to
 * whichever process is next, while orders are created and paid and processes are killed, drained and started.
 */
export async function runStreams(options: StreamsOptions): Promise<StreamsReport> {
  const balancer = createBalancer();
  const base = `http://127.0.0.1:${await balancer.listen(0, '127.0.0.1')}`;
  const server = { base, up: () => sleep(50) };
  // The providers deliver to the balancer too. Its own server takes no part.
  await using opened = await closing(openTestApp({ environment: { PUBLIC_URL: base } }));
  const cluster = await startCluster(opened.of, options.processes, (ports) => balancer.use(ports));
  const random = createRandom(options.seed);
  const followers = Array.from({ length: options.clients }, (_, index) => {
    const transport = index % 2 === 0 ? 'WebSocket' : 'SSE';
    return new Follower(server, opened.of.key, transport);
  });
  try {
    await Promise.all(followers.map((follower) => follower.start()));
    const from = await lastSeq(opened.of);
    const until = performance.now() + options.forMs;
    const client = new Client(server, opened.of.key);
    await Promise.all([
      cluster.disturb(random.fork('cluster'), until),
      reconnect(followers, random.fork('clients'), until),
      ...Array.from({ length: payersAtOnce }, () => payOrders(opened.of, client, until)),
    ]);
    const log = await untilRead(opened.of, from, followers);
    return {
      events: log.length,
      kills: cluster.kills(),
      drains: cluster.drains(),
      connections: followers.reduce((sum, { connections }) => sum + connections, 0),
      orders: client.answered.size,
      findings: [
        ...client.complaints.map(({ text }) => text),
        ...followers.flatMap(({ complaints }) => complaints.map(({ text }) => text)),
        ...followers.flatMap(({ received }, index) => differenceOf(index, received, log)),
        ...effectsOf(opened.of, client.answered.size),
      ],
    };
  } finally {
    await Promise.all(followers.map((follower) => follower.stop()));
    await cluster.close();
    await balancer.close();
  }
}

async function closing(app: Promise<TestApp>) {
  const of = await app;
  return { of, [Symbol.asyncDispose]: () => of.close() };
}

interface Cluster {
  kills(): number;
  drains(): number;
  /** Kills or drains one after the other, and starts another in its place. */
  disturb(random: Random, until: number): Promise<void>;
  close(): Promise<void>;
}

async function startCluster(
  testApp: TestApp,
  processes: number,
  use: (ports: readonly number[]) => void,
): Promise<Cluster> {
  const environment = {
    ...ofMachine,
    ...environmentOf({ url: testApp.databaseUrl, folder: testApp.folder }),
    PUBLIC_URL: testApp.app.deps.publicUrl,
    PAYGRAPH_SANDBOX: 'off',
    LOG_LEVEL: 'silent',
  };
  const start = (): Promise<Member> => startMember(environment);
  const members = await Promise.all(Array.from({ length: processes }, start));
  const balance = (): void => use(members.map(({ port }) => port));
  balance();
  let kills = 0;
  let drains = 0;
  return {
    kills: () => kills,
    drains: () => drains,
    async disturb(random, until) {
      while (performance.now() < until) {
        await sleep(random.between(200, 1500));
        const index = random.between(0, members.length - 1);
        const [ended] = members.splice(index, 1);
        const isKilled = random.chance(0.6);
        if (isKilled) kills += 1;
        else drains += 1;
        // A balancer learns of it only when a connection is refused.
        await (isKilled ? ended?.kill() : ended?.stop());
        members.push(await start());
        balance();
      }
    },
    close: async () => void (await Promise.all(members.map((member) => member.stop()))),
  };
}

async function reconnect(
  followers: readonly Follower[],
  random: Random,
  until: number,
): Promise<void> {
  while (performance.now() < until) {
    await sleep(random.between(5, 60));
    random.pick(followers).reconnect();
  }
}

async function payOrders(testApp: TestApp, client: Client, until: number): Promise<void> {
  while (performance.now() < until) {
    const input = orderInput(testApp, provider);
    const created = await client.create('createOrder', documents.createOrder, input);
    const order = created?.order;
    // The others are not known at the provider yet, because a process was killed meanwhile.
    if (order?.status !== 'AWAITING_PAYMENT') continue;
    testApp.sandbox.provider(provider).pay(order.providerReference);
  }
}

async function lastSeq({ app, merchantId }: TestApp): Promise<number> {
  const text = 'select last_seq as last from merchants where id = ?';
  const row = await app.deps.read.get<{ last: number }>(text, merchantId);
  return row?.last ?? 0;
}

async function logAfter({ app, merchantId }: TestApp, seq: number): Promise<string[]> {
  const text = 'select id from events where merchant_id = ? and seq > ? order by seq';
  const rows = await app.deps.read.all<{ id: string }>(text, merchantId, seq);
  return rows.map(({ id }) => id);
}

/** Resolves to the log, once nothing has been added for a while and everybody has read it, or the patience is over. */
async function untilRead(
  testApp: TestApp,
  from: number,
  followers: readonly Follower[],
): Promise<string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const log = await logAfter(testApp, from);
    const isRead = followers.every(({ received }) => received.length >= log.length);
    await sleep(1000);
    const isOver = (await logAfter(testApp, from)).length === log.length;
    if ((isRead && isOver) || performance.now() > until) return log;
  }
}

/** Every subscriber must have every event once, in the order of the log. */
function differenceOf(
  index: number,
  received: readonly string[],
  log: readonly string[],
): string[] {
  const at = log.findIndex((id, position) => received[position] !== id);
  if (at === -1 && received.length === log.length) return [];
  return [
    `subscriber ${index} has ${received.length} of ${log.length} events; the first difference is at ${at}`,
  ];
}

function effectsOf({ sandbox }: TestApp, orders: number): string[] {
  const { ordersCreated } = sandbox.provider(provider).effects();
  // Fewer are possible: those of killed processes are not resolved yet.
  if (ordersCreated <= orders) return [];
  return [`the provider has ${ordersCreated} orders, and clients know ${orders}`];
}
