import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client as PgClient } from 'pg';
import { createBalancer } from '../../scripts/cluster/balancer.ts';
import { startMember } from '../../scripts/cluster/members.ts';
import type { Member } from '../../scripts/cluster/members.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { scopes } from '../../src/domain/principal.ts';
import { configMember } from '../../src/operations/merchants/account-config.ts';
import { Client } from '../crash/testbed/client.ts';
import type { Server } from '../crash/testbed/client.ts';
import { Follower } from '../crash/testbed/follower.ts';
import * as documents from '../support/documents.ts';
import { bareDatabase, environmentOf } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';
import { newKey, usdt } from '../support/operations.ts';
import { checkOut } from './older.ts';
import { ofMachine } from '../support/machine.ts';

export interface UpgradeOptions {
  /** The commit of the older server. */
  from: string;
  /** Milliseconds with the older one alone, with both, and with the newer one alone. */
  forMs: number;
  mustMigrate: boolean;
}

export interface UpgradeReport {
  migrations: number;
  orders: number;
  events: number;
  /** What went wrong, as sentences. */
  findings: string[];
}

const provider = 'W_CHECKOUT';
const clientsAtOnce = 3;
/** Milliseconds until every subscriber must have everything. */
const patienceMs = 30_000;

/**
 * The server of an earlier commit works on its database. It is migrated meanwhile, and a server of this version works
 * beside it. Then the older one is drained, and the newer one goes on. Clients and a subscriber are at each.
 */
export async function runUpgrade(options: UpgradeOptions): Promise<UpgradeReport> {
  const { forMs } = options;
  await using stack = new AsyncDisposableStack();
  const { folder } = stack.use(await checkOut(options.from));
  const own = await bareDatabase();
  stack.defer(() => own.remove());
  const scene = await openScene(own, stack);
  const { findings, balancer, sandbox } = scene;
  const old = await scene.start(folder);
  balancer.use([old.port]);
  const atOld = serverAt(old.port);
  const admin = new Client(atOld, scene.environment.PAYGRAPH_ADMIN_KEY ?? '');
  const { secret, account } = await setUp(admin, sandbox);
  const followOld = await following(atOld, secret, 'WebSocket', stack);
  const clientOld = new Client(atOld, secret);
  const oldEnds = new AbortController();
  const busyOld = work(clientOld, account, sandbox, oldEnds.signal);
  await sleep(forMs);

  const migrated = await runs('migrate', scene.environment);
  const migrations = migrated.match(/^applied /gm)?.length ?? 0;
  if (options.mustMigrate && migrations === 0) findings.push(`nothing was migrated: ${migrated}`);
  const now = await scene.start();
  balancer.use([old.port, now.port]);
  const atNow = serverAt(now.port);
  const followNow = await following(atNow, secret, 'SSE', stack);
  const clientNow = new Client(atNow, secret);
  const nowEnds = new AbortController();
  const busyNow = work(clientNow, account, sandbox, nowEnds.signal);
  await sleep(forMs);

  oldEnds.abort();
  await busyOld;
  balancer.use([now.port]);
  // Its subscriber resumes at the newer one.
  atOld.base = atNow.base;
  await old.stop();
  await sleep(forMs);
  nowEnds.abort();
  await busyNow;

  const followers = [followOld, followNow];
  const { log, unsettled } = await untilRead(own.url, followers);
  const all = [admin, clientOld, clientNow, ...followers];
  findings.push(...all.flatMap(({ complaints }) => complaints.map(({ text }) => text)));
  findings.push(
    ...followers.flatMap(({ received, transport }) => missing(transport, received, log)),
  );
  const verified = await runs('verify', scene.environment);
  if (!verified.includes('Every rule holds')) findings.push(verified);
  const orders = clientOld.answered.size + clientNow.answered.size;
  const made = sandbox.provider(provider).effects().ordersCreated;
  // An order that could not be sent in time is sent later.
  if (made > orders || made + unsettled < orders) {
    findings.push(
      `the provider has ${made} orders, clients know ${orders}, and ${unsettled} may not be there`,
    );
  }
  return { migrations, orders, events: log.length, findings };
}

/** What both servers share. What it starts is ended with the stack. */
async function openScene(own: OwnDatabase, stack: AsyncDisposableStack) {
  const findings: string[] = [];
  const balancer = createBalancer();
  const publicUrl = `http://127.0.0.1:${await balancer.listen(0, '127.0.0.1')}`;
  stack.defer(() => balancer.close());
  const sandbox = await startSandbox();
  stack.defer(() => sandbox.close());
  const environment = {
    ...ofMachine,
    PAYGRAPH_ADMIN_KEY: undefined,
    ...environmentOf(own),
    PUBLIC_URL: publicUrl,
    PAYGRAPH_SANDBOX: 'off',
    LOG_LEVEL: 'error',
  };
  const say = (line: string): void => void (line.startsWith('{') && findings.push(line));
  const start = async (folder?: string): Promise<Member> => {
    const member = await startMember(environment, { ...(folder && { folder }), say });
    stack.defer(() => member.stop());
    return member;
  };
  return { findings, balancer, sandbox, environment, start };
}

const serverAt = (port: number) => ({ base: `http://127.0.0.1:${port}`, up: () => sleep(50) });

async function following(
  server: Server,
  key: string,
  transport: Follower['transport'],
  stack: AsyncDisposableStack,
): Promise<Follower> {
  const follower = new Follower(server, key, transport);
  stack.defer(() => follower.stop());
  await follower.start();
  return follower;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command of this version prints. */
async function runs(command: 'migrate' | 'verify', environment: Environment): Promise<string> {
  const file = `${import.meta.dirname}/../../src/commands/${command}.ts`;
  const ended = await promisify(execFile)(process.execPath, [file], { env: environment }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return ended.stdout + ended.stderr;
}

async function setUp(admin: Client, sandbox: Sandbox) {
  const made = await admin.execute('createMerchant', documents.createMerchant, {
    input: { name: 'Upgraded' },
  });
  const { id: merchant = '' } = (made?.['merchant'] ?? {}) as { id?: string };
  const key = await admin.execute('createApiKey', documents.createApiKey, {
    input: { merchant, name: 'all', scopes },
  });
  const at = sandbox.provider(provider);
  const { baseUrl } = at;
  const config = at.createMerchantAccount({});
  const result = await admin.execute('createProviderAccount', documents.createProviderAccount, {
    input: { merchant, name: 'Main', baseUrl, config: { [configMember(provider)]: config } },
  });
  const account = result?.['account'] as { id: string; webhookUrl: string } | undefined;
  if (account === undefined) throw new Error(JSON.stringify([result, admin.complaints]));
  at.setWebhookUrl(config.apiKey, account.webhookUrl);
  return { secret: String(key?.['secret']), account: account.id };
}

const orders =
  '{ orders(first: 5) { edges { node { id status events(first: 5) { edges { node { id } } } } } } }';

/** Orders are created and paid one after the other, and lists of them read. */
async function work(
  client: Client,
  account: string,
  sandbox: Sandbox,
  stop: AbortSignal,
): Promise<void> {
  const one = async (): Promise<void> => {
    while (!stop.aborted) {
      const key = newKey();
      const created = await client.create('createOrder', documents.createOrder, {
        idempotencyKey: key,
        reference: `order ${key}`,
        amount: { amount: '100.00', currency: 'USD' },
        method: { stablecoin: usdt },
        account,
      } as never);
      const order = created?.order;
      if (order?.status === 'AWAITING_PAYMENT') {
        sandbox.provider(provider).pay(order.providerReference);
      }
      await client.execute('orders', orders, {});
    }
  };
  await Promise.all(Array.from({ length: clientsAtOnce }, one));
}

const mayNotBeThere = `select count(*)::int as count from orders
  where status in ('CREATED', 'SUBMITTING', 'UNKNOWN', 'FAILED')`;

/**
 * Resolves to the log, once nothing has been added for a while and everybody has read it, or the patience is over.
 * `unsettled`: how many orders may not be at the provider then.
 */
async function untilRead(
  url: string,
  followers: readonly Follower[],
): Promise<{ log: string[]; unsettled: number }> {
  const client = new PgClient({ connectionString: url });
  await client.connect();
  try {
    const read = async (): Promise<string[]> => {
      const { rows } = await client.query<{ id: string }>('select id from events order by seq');
      return rows.map(({ id }) => id);
    };
    const until = performance.now() + patienceMs;
    for (;;) {
      const log = await read();
      await sleep(1000);
      const isRead = followers.every(({ received }) => received.at(-1) === log.at(-1));
      const isOver = (await read()).length === log.length;
      if ((isRead && isOver) || performance.now() > until) {
        const { rows } = await client.query<{ count: number }>(mayNotBeThere);
        return { log, unsettled: rows[0]?.count ?? 0 };
      }
    }
  } finally {
    await client.end();
  }
}

/** From its first event on a subscriber must have each once, in the order of the log. */
function missing(who: string, received: readonly string[], log: readonly string[]): string[] {
  const from = received[0] === undefined ? log.length : log.indexOf(received[0]);
  const expected = log.slice(from);
  const at = expected.findIndex((id, position) => received[position] !== id);
  if (received.length > 0 && at === -1 && received.length === expected.length) return [];
  return [`the ${who} subscriber has ${received.length} of ${expected.length} events, from ${at}`];
}
