import { createClock } from '../../../src/clock.ts';
import { ExpectedError } from '../../../src/domain/errors.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import { receiveWebhook } from '../../../src/operations/webhooks/receive-webhook.ts';
import type { ProviderQuery } from '../../../src/providers/provider.ts';
import { Books } from './books.ts';
import { wrongIn } from './invariants.ts';
import { Process } from './process.ts';
import { connectionOf, module, written } from './provider.ts';
import type { Behaviors, Operation, Repetition } from './calls.ts';
import { noRows, readRows } from './rows.ts';
import type { Rows } from './rows.ts';
import type { SharedDatabase } from './shared-database.ts';
import { Interleaver } from './interleaver.ts';
import type { Interleaving } from './interleaver.ts';

export type Act = (deps: Deps) => Promise<unknown>;

const mostSteps = 3_000;

/** Codes that a correct request may be answered with. */
const expectedCodes = [
  'OPERATION_IN_PROGRESS',
  'INVALID_STATE',
  'REFUND_EXCEEDS_REFUNDABLE',
  'PROVIDER_UNAVAILABLE',
];

const ignore = (): void => undefined;

/** A merchant with two accounts, the actors that run for it at the same time, and their results. */
export class Scene {
  readonly database: SharedDatabase;
  readonly merchantId: string;
  readonly accounts: readonly [string, string];
  readonly keyId: string;
  readonly interleaver: Interleaver;
  readonly books: Books;
  readonly first: Process;
  readonly second: Process;
  /** As of the last commit. */
  rows: Rows = noRows;
  readonly complaints: string[] = [];
  readonly #behaviors: Behaviors;
  readonly #calls = new Map<Operation, number>();
  readonly #pending = new Set<string>();
  readonly #clock: Pick<Deps, 'now' | 'monotonic' | 'steadySince'>;
  #now: number;
  #messages = 0;
  /** How often each of the provider's messages comes. */
  copies = 1;
  repetition: Repetition = 'PERHAPS';
  readonly #inFlight: string[] = [];
  readonly #actors = new Map<string, Process>();
  readonly #undelivered = new Map<string, () => void>();
  #isDead = false;
  #checking: Promise<void> = Promise.resolve();

  private constructor(database: SharedDatabase, interleaving: Interleaving, behaviors: Behaviors) {
    this.database = database;
    this.#now = database.begin();
    this.merchantId = database.makeId('mer', this.#now);
    this.accounts = [database.makeId('acc', this.#now), database.makeId('acc', this.#now)];
    this.keyId = database.makeId('key', this.#now);
    this.#behaviors = behaviors;
    this.interleaver = new Interleaver(interleaving, () => (this.#now += 1));
    const now = (): number => this.#now;
    this.#clock = createClock(now, now);
    this.books = new Books((account, observation) => this.push(account, [observation]));
    const onCommit = (): Promise<void> => this.#check();
    this.first = new Process('one', database.first, this.interleaver, onCommit);
    this.second = new Process('two', database.second, this.interleaver, onCommit);
  }

  static async open(
    database: SharedDatabase,
    interleaving: Interleaving,
    behaviors: Behaviors,
  ): Promise<Scene> {
    const scene = new Scene(database, interleaving, behaviors);
    const { merchantId, accounts, keyId } = scene;
    await database.first.queue.commit(async (tx) => {
      const merchant = `insert into merchants (id, name, timeline, last_seq, created_at)
        values (?, 'Interleavings', 'timeline', 0, 1)`;
      await tx.run(merchant, merchantId);
      for (const id of accounts) {
        const account = `insert into provider_accounts (id, merchant_id, provider, name, base_url,
          enabled, credentials, created_at, updated_at) values (?, ?, ?, ?, '', 1, '', 1, 1)`;
        await tx.run(account, id, merchantId, module.name, 'Double');
      }
      const key = `insert into api_keys (id, merchant_id, name, prefix, hash, scopes, created_at)
        values (?, ?, 'desk', 'pk', ?, '[]', 1)`;
      await tx.run(key, keyId, merchantId, keyId);
    });
    return scene;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  complain(complaint: string): void {
    if (!this.complaints.includes(complaint)) this.complaints.push(complaint);
  }

  /** An actor, from the first turn on or once `isReady`. */
  add(actor: string, act: Act, isReady?: () => boolean, at = this.first): void {
    this.#actors.set(actor, at);
    void this.#follow(actor, act, isReady, at);
  }

  /** Until all added actors have ended, while none waits for a turn. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async #follow(
    actor: string,
    act: Act,
    isReady: (() => boolean) | undefined,
    at: Process,
  ): Promise<void> {
    this.#pending.add(actor);
    try {
      const isTime = await this.interleaver.wait(actor, 'begins', isReady);
      if (isTime) await act(this.deps(actor, at));
    } catch (error) {
      if (error instanceof ExpectedError && expectedCodes.includes(error.code)) {
        this.interleaver.trace.push(`${actor}: is told ${error.code}`);
      } else this.complain(`${actor} met ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      this.#pending.delete(actor);
    }
  }

  /** Runs all actors until none can go on. */
  async play(): Promise<void> {
    try {
      await this.interleaver.run(mostSteps);
    } catch (error) {
      this.complain(String(error));
    }
    for (const actor of this.#pending) this.complain(`${actor} never ends`);
    this.interleaver.areOver = true;
  }

  /** A message of the provider is in flight, in as many copies as it sends. */
  push(
    account: string,
    observations: readonly Observation[],
    queries: readonly ProviderQuery[] = [],
  ): void {
    this.#messages += 1;
    const number = this.#messages;
    const eventId = `${queries.length > 0 ? 'notice' : 'event'} ${number}`;
    const body = written({ eventId, observations, queries });
    const about = observations
      .map((one) => ('status' in one ? one.status : 'handled' in one))
      .join();
    for (let copy = 1; copy <= this.copies; copy += 1) {
      const again = copy > 1 ? ` copy ${copy}` : '';
      this.#deliver(`webhook ${number}${again} ${about || 'a notice'}`, account, body);
    }
  }

  /** To whichever process runs. */
  #deliver(name: string, account: string, body: Buffer): void {
    const deliver = async (deps: Deps): Promise<void> => {
      const receivedAt = this.#now;
      const incoming = { accountId: account, headers: {}, body, topic: null, receivedAt };
      const { status } = await receiveWebhook(deps, incoming);
      if (status !== 200) this.complain(`${name} was answered with ${status}`);
      this.#undelivered.delete(name);
    };
    this.#undelivered.set(name, () => this.#deliver(`${name} again`, account, body));
    this.add(name, deliver, undefined, this.#isDead ? this.second : this.first);
  }

  /** The first process dies at this point. What it has not acknowledged is sent again, to the second. */
  die(): void {
    this.#isDead = true;
    const lost = [...this.#actors].flatMap(([actor, at]) => (at === this.first ? [actor] : []));
    this.interleaver.lose([...lost, `the queue of ${this.first.name}`]);
    this.#inFlight.length = 0;
    const again = lost.flatMap((actor) => this.#undelivered.get(actor) ?? []);
    for (const actor of lost) {
      this.#pending.delete(actor);
      this.#undelivered.delete(actor);
    }
    for (const deliver of again) deliver();
  }

  /** Checks everything, whether or not a row says that it has changed. */
  async checkAll(): Promise<void> {
    await this.#check(noRows);
    this.database.end(this.#now);
  }

  /** The dependencies of an operation that `actor` calls. */
  deps(actor: string, at = this.first): Deps {
    const { interleaver, database, books } = this;
    const unexpected = (details: object, message: string): void => {
      const { err } = details as { err?: unknown };
      this.complain(`${actor}: ${message}: ${err instanceof Error ? err.stack : String(err)}`);
    };
    return {
      ...this.#clock,
      read: at.read(actor),
      queue: at.queue(actor),
      locks: at.locks(actor),
      coalescer: at.questions,
      running: at.running,
      yieldToLoop: async () => void (await interleaver.wait(actor, 'lets others come in')),
      pause: async (ms) => {
        await interleaver.wait(actor, 'pauses');
        this.advance(ms);
      },
      ids: {
        make: (prefix) => database.makeId(prefix, this.#now),
        providerReference: database.referenceOf,
        secret: () => 'secret',
      },
      sealer: database.sealer,
      clientTokens: {
        make: () => Promise.resolve('token'),
        read: () => Promise.resolve(null),
        verify: () => Promise.resolve(null),
      },
      modules: new Map([[module.name, module]]),
      connections: {
        of: ({ id }) => ({
          module,
          config: {},
          connection: connectionOf({
            account: id,
            books,
            repetition: this.repetition,
            inFlight: this.#inFlight,
            behaviorOf: (operation) => this.#behaviorOf(operation),
            now: () => this.#now,
            step: (label) => interleaver.wait(actor, label),
            // The sender may be gone by then.
            late: (label, act) =>
              this.add(label, () => Promise.resolve(act()), undefined, this.second),
          }),
        }),
        openCircuits: () => [],
        reachability: { take: () => new Map() },
        circuitOf: () => 'CLOSED',
        close: () => Promise.resolve(),
      },
      polling: { leastMs: () => 0, count: () => Promise.resolve() },
      publicUrl: 'https://pay.example',
      log: { debug: ignore, info: ignore, warn: ignore, error: unexpected },
      measure: {
        webhook: ignore,
        providerCall: ignore,
        jobBegan: ignore,
        job: ignore,
        eventDelivery: ignore,
        reconciliationFinding: ignore,
      },
      refusals: { note: ignore },
    } as Partial<Deps> as Deps;
  }

  #behaviorOf(operation: Operation) {
    const nth = this.#calls.get(operation) ?? 0;
    this.#calls.set(operation, nth + 1);
    if (this.interleaver.areOver) return 'ANSWERED';
    return this.#behaviors[operation]?.[nth] ?? 'ANSWERED';
  }

  /** Checks the stored rows, after what is being checked. `before`: rows that need not be read again. */
  async #check(before?: Rows): Promise<void> {
    const check = async (): Promise<void> => {
      this.rows = await this.database.atOneMoment((sql) =>
        readRows(sql, this.merchantId, before ?? this.rows),
      );
      for (const wrong of wrongIn(this.rows, this.#inFlight)) this.complain(wrong);
    };
    this.#checking = this.#checking.then(check);
    await this.#checking;
  }
}
