import { createMerchant } from '../../src/operations/merchants/merchants.ts';
import {
  createProviderAccount,
  updateProviderAccount,
  webhookUrlOf,
} from '../../src/operations/merchants/provider-accounts.ts';
import { abnormalPaymentsOfOrders } from '../../src/store/queries/abnormal-payments.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import type {
  AbnormalPaymentRecord,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
} from '../../src/store/records.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { Chance } from './chance.ts';
import type { Counterpart, OpenCounterpart } from './counterparts/counterpart.ts';
import { counterparts } from './counterparts/index.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { Trace } from './trace.ts';
import { Witness } from './witness.ts';

/** One use of an idempotency key, and the object that it made. */
export interface KeyUsed {
  again: () => Promise<string>;
  id: string | null;
}

/** A call whose answer is under way: it comes at `dueAt`. */
export interface Delayed {
  dueAt: number;
  done: Promise<void>;
}

const nowhere = 'http://127.0.0.1:9';
const administrator = { kind: 'ADMINISTRATOR' } as const;

/** One history under way: its merchant, its provider, what was done and what was seen. */
export class Scene {
  readonly stage: Stage;
  readonly chance: Chance;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly witness: Witness;
  readonly counterpart: Counterpart;
  readonly merchantId: string;
  readonly accountId: string;
  /** By the number of the key: every key that was used for something. */
  readonly keys: KeyUsed[] = [];
  /** Event ids of notices that are never delivered. */
  readonly lost = new Set<string>();
  delayed: Delayed | null = null;
  /** Numbers of refunds made at the provider without us. */
  readonly portalRefunds: string[] = [];
  #keysMade = 0;

  private constructor(stage: Stage, chance: Chance, tally: Tally, opened: Opened) {
    this.stage = stage;
    this.chance = chance;
    this.tally = tally;
    this.counterpart = opened.counterpart;
    this.merchantId = opened.merchantId;
    this.accountId = opened.accountId;
    this.trace = new Trace(stage.clock.now());
    this.witness = new Witness(this);
  }

  static async open(
    stage: Stage,
    tally: Tally,
    seed: string,
    history: number,
    cast = counterparts,
  ): Promise<Scene> {
    const chance = new Chance(seed, history);
    const sandbox = await stage.set(startOfTime + chance.int(0, 86_400) * 1_000);
    return new Scene(stage, chance, tally, await openAccount(stage, chance, sandbox, cast));
  }

  get deps() {
    return this.stage.app.deps;
  }

  now(): number {
    return this.stage.clock.now();
  }

  newKey(): string {
    this.#keysMade += 1;
    return `simulation-${String(this.#keysMade).padStart(4, '0')}`;
  }

  /** Moves the clock, lets a delayed answer come at its time, and does what has become due. */
  async advance(ms: number): Promise<void> {
    const target = this.now() + ms;
    if (this.delayed !== null && this.delayed.dueAt <= target) await this.awaitDelayed();
    await this.stage.clock.advance(target - this.now());
    await this.counterpart.postbox.idle();
    await this.stage.app.runDue();
  }

  async awaitDelayed(): Promise<void> {
    if (this.delayed === null) return;
    const { dueAt, done } = this.delayed;
    await this.stage.clock.advance(Math.max(0, dueAt - this.now()));
    await done;
    this.delayed = null;
  }

  async restart(): Promise<void> {
    await this.stage.restart();
    this.witness.listen();
  }

  /** Takes the provider away from under the account, or gives it back. */
  async plug(isIn: boolean): Promise<void> {
    // An account that changes twice in one millisecond looks unchanged.
    await this.stage.clock.advance(1);
    const baseUrl = isIn ? this.counterpart.baseUrl : nowhere;
    await updateProviderAccount(this.deps, administrator, { id: this.accountId, baseUrl });
  }

  orders(): Promise<OrderRecord[]> {
    return this.#all('orders', orderById);
  }

  refunds(): Promise<RefundRecord[]> {
    return this.#all('refunds', refundById);
  }

  settlements(): Promise<SettlementRecord[]> {
    return this.#all('settlements', settlementById);
  }

  async abnormalPayments(): Promise<AbnormalPaymentRecord[]> {
    const orders = await this.orders();
    return abnormalPaymentsOfOrders(
      this.deps.read,
      orders.map(({ id }) => id),
    );
  }

  /** In the order in which they were made, which is that of their ids. */
  async idsOf(table: string): Promise<string[]> {
    const text = `select id from ${table} where merchant_id = ?`;
    const rows = await this.deps.read.all<{ id: string }>(text, this.merchantId);
    return rows.map(({ id }) => id).toSorted();
  }

  async #all<T>(
    table: string,
    byId: (sql: Scene['deps']['read'], id: string) => Promise<T | null>,
  ) {
    const ids = await this.idsOf(table);
    const records = await Promise.all(ids.map((id) => byId(this.deps.read, id)));
    return records.filter((record) => record !== null) as T[];
  }
}

/** A Thursday; each history begins at some second of it. */
const startOfTime = Date.UTC(2026, 0, 1);

interface Opened {
  counterpart: Counterpart;
  merchantId: string;
  accountId: string;
}

async function openAccount(
  stage: Stage,
  chance: Chance,
  sandbox: Sandbox,
  cast: readonly OpenCounterpart[],
): Promise<Opened> {
  const { deps } = stage.app;
  const counterpart = chance.pick(cast)(sandbox, chance);
  counterpart.postbox.mode = 'hold';
  const { id: merchantId } = await createMerchant(deps, { name: 'Simulation' });
  const { id: accountId } = await createProviderAccount(deps, administrator, {
    merchant: merchantId,
    name: counterpart.name,
    baseUrl: counterpart.baseUrl,
    config: counterpart.config,
  });
  const account = await accountById(deps.read, accountId);
  if (account === null) throw new Error('no account');
  counterpart.tellTo?.(webhookUrlOf(deps, account));
  return { counterpart, merchantId, accountId };
}
