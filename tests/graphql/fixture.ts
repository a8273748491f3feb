import { ulid } from 'ulid';
import { Secret } from '../../src/domain/secret.ts';
import { createNotifier } from '../../src/notifier/notifier.ts';
import { createLocks } from '../../src/operations/locks.ts';
import { createClientTokens, tokenKeys } from '../../src/operations/merchants/client-token.ts';
import { createKnownCredentials } from '../../src/operations/merchants/known-credentials.ts';
import type { Deps } from '../../src/operations/deps.ts';
import type { Connection, ProviderModule } from '../../src/providers/provider.ts';
import { anyTarget } from '../../src/providers/targets.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { openDatabase } from '../../src/store/open.ts';
import { cursors } from '../support/cursors.ts';
import { insert } from '../support/insert.ts';
import { ownDatabase } from '../support/own-database.ts';

export const startOfTime = Date.parse('2026-11-21T10:00:00.000Z');

const unused = (): never => {
  throw new Error('not used by these tests');
};

/** A provider whose capabilities are those that have a method here. It is never called. */
function provider(): { connection: Connection; module: ProviderModule; config: unknown } {
  const connection: Connection = {
    createOrder: unused,
    queryOrder: unused,
    cancelOrder: unused,
    createRefund: unused,
    balances: unused,
    webhook: {
      verify: unused,
      translate: unused,
      ack: { status: 200, contentType: 'text/plain', body: 'OK' },
    },
    close: () => Promise.resolve(),
  };
  const module: ProviderModule = {
    name: 'W_CHECKOUT',
    title: 'W Checkout',
    config: undefined as never,
    configInput: {},
    sampleConfig: {},
    defaultBaseUrl: null,
    methods: ['STABLECOIN'],
    currencies: ['USD'],
    requiredInputs: [{ method: 'STABLECOIN', paths: ['customer.email'] }],
    orderStatuses: ['AWAITING_PAYMENT', 'PAID'],
    settlementDestinations: ['ON_CHAIN'],
    partialRefund: true,
    concurrentRefunds: () => false,
    defaultExpiresIn: null,
    absenceSpanMs: 15_000,
    checkOrder: () => ({ unable: [], issues: [] }),
    checkRefund: () => [],
    checkSettlement: () => [],
    connect: () => connection,
  };
  return { connection, module, config: {} };
}

export type Fixture = Awaited<ReturnType<typeof createFixture>>;

/** A real database of its own, with one merchant and one account in it. */
export async function createFixture() {
  const own = await ownDatabase();
  const database = await openDatabase(own.url);
  const notifier = createNotifier();
  const queue = new WriteQueue(database.writer, (topics) => notifier.notify(topics));
  const connected = provider();
  let made = 0;
  const ids: Deps['ids'] = {
    make: (prefix) => `${prefix}_${ulid(startOfTime + made++)}`,
    providerReference: () => ulid(startOfTime + made++),
    secret: unused,
  };
  const deps: Deps = {
    read: database.reader,
    queue,
    notifier,
    ids,
    running: new Set<string>(),
    modules: new Map([[connected.module.name, connected.module]]),
    locks: createLocks(),
    coalescer: { run: unused },
    polling: { leastMs: () => 0, count: unused },
    measure: {
      webhook: unused,
      providerCall: unused,
      jobBegan: unused,
      job: unused,
      eventDelivery: unused,
      reconciliationFinding: unused,
    },
    refusals: { note: unused },
    notices: { dueAt: () => startOfTime },
    dummyVerifiers: { of: unused },
    now: () => startOfTime,
    monotonic: () => startOfTime,
    steadySince: () => startOfTime,
    pause: unused,
    yieldToLoop: unused,
    poster: { post: unused, close: unused },
    documents: { problems: unused, execute: unused },
    cursors,
    blinds: { find: async () => null, of: unused },
    sealer: {
      keyId: '',
      seal: unused,
      open: unused,
      isCurrent: unused,
      sealBytes: unused,
      openBytes: unused,
    },
    clientTokens: createClientTokens(
      tokenKeys(new Secret(Buffer.alloc(32, 1)), []),
      () => startOfTime,
    ),
    knownCredentials: createKnownCredentials(
      () => startOfTime,
      () => startOfTime,
    ),
    connections: {
      of: () => connected,
      openCircuits: () => [],
      reachability: { take: () => new Map() },
      circuitOf: () => 'CLOSED',
      close: () => Promise.resolve(),
    },
    targets: anyTarget,
    publicUrl: 'http://localhost:4000',
    log: {
      debug: unused,
      info: unused,
      warn: unused,
      error: unused,
    },
  };
  return {
    deps,
    merchant: await addMerchant(deps, 'first'),
    addMerchant: (timeline: string) => addMerchant(deps, timeline),
    async close() {
      await queue.idle();
      await database.close();
      await own.remove();
    },
  };
}

export interface Merchant {
  id: string;
  account: string;
}

async function addMerchant({ queue, ids }: Deps, timeline: string): Promise<Merchant> {
  const merchant = { id: ids.make('mer'), account: ids.make('acc') };
  await queue.commit(async (tx) => {
    const created_at = startOfTime;
    await insert(tx, 'merchants', { id: merchant.id, name: timeline, timeline, created_at });
    await insert(tx, 'provider_accounts', {
      id: merchant.account,
      merchant_id: merchant.id,
      provider: 'W_CHECKOUT',
      name: 'Main',
      base_url: 'https://w.example',
      credentials: 'sealed',
      created_at,
      updated_at: created_at,
    });
  });
  return merchant;
}
