import type { App } from '../../src/app.ts';
import { isSilent } from '../../src/domain/evidence.ts';
import type { Money } from '../../src/domain/money.ts';
import { decode } from '../../src/store/json.ts';
import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import type { EventRecord, OrderRecord, RefundRecord } from '../../src/store/records.ts';
import type { Scene } from './scene.ts';

/** Statuses that are possible before the provider has reported anything. */
const ownStatuses = ['CREATED', 'REQUESTED', 'SUBMITTING', 'UNKNOWN'];
/** Statuses that are possible while the provider has it, whatever became of it since. */
const underWay = ['AWAITING_PAYMENT', 'PENDING', 'PROCESSING'];
/**
 * Statuses that are true of an instruction that never came to be: it was refused, could not be sent or never
 * arrived.
 */
const ofNothing = ['FAILED', 'CANCELED'];

const tooLong = 10_000;

/**
 * Compares the events with the provider's books in the turn of every commit: what an event states must be true by
 * then. Books only move forward, so a status that was true when it was sent has left its mark in them.
 */
export class Checker {
  readonly events: EventRecord[] = [];
  readonly complaints: string[] = [];
  /** The number of the last event of each commit. */
  readonly #ends: number[] = [];
  /** Refunds that had been given up. */
  readonly #reopened = new Set<string>();
  readonly #scene: Scene;
  readonly #heard = new WeakSet<App>();
  #looking: Promise<void> = Promise.resolve();
  #traced = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    scene.simulator.looked = () => this.#looking;
    this.listen();
  }

  get #read() {
    const { deps, simulator } = this.#scene;
    return simulator.syncReader.wrap(deps.read);
  }

  /** Called after each start of Paygraph. */
  listen(): void {
    const { simulator, merchantId } = this.#scene;
    const started = simulator.apps.filter((app) => !this.#heard.has(app));
    for (const app of started) {
      this.#heard.add(app);
      app.deps.notifier.subscribe(merchantId, {
        merchantId,
        readUpTo: () => this.events.length,
        wake: () => {
          // Read in this very turn, before this process can write anything else.
          const rows = this.#read.all<Weighed>(refundsByPurse, merchantId);
          const end = this.#lastSeq();
          this.#looking = this.#readAfter(this.#looking, rows, end);
        },
      });
    }
  }

  /** Reads the events that came while it did not listen. */
  async catchUp(): Promise<void> {
    this.listen();
    this.#looking = this.#looking.then(() => this.#readNew());
    await this.#looking;
  }

  complain(text: string): void {
    this.complaints.push(text);
  }

  /** The database is that of an earlier time: its log does not contain the events since then. */
  async forget(): Promise<void> {
    await this.#looking;
    this.events.length = await this.#lastSeq();
    this.#traced = this.events.length;
    await this.catchUp();
  }

  /** Writes the events since the last call into the trace. */
  async flush(): Promise<void> {
    await this.#looking;
    for (const event of this.events.slice(this.#traced)) this.#scene.trace.event(event);
    this.#traced = this.events.length;
  }

  /** The events, those of one commit together. */
  commits(): EventRecord[][] {
    let end = 0;
    const ends = [...new Set(this.#ends)].filter((last) => last <= this.events.length);
    return ends
      .toSorted((a, b) => a - b)
      .map((last) => {
        const events = this.events.slice(end, last);
        end = last;
        return events;
      });
  }

  async #lastSeq(): Promise<number> {
    const text = 'select last_seq as last from merchants where id = ?';
    const found = await this.#read.get<{ last: number }>(text, this.#scene.merchantId);
    return found?.last ?? 0;
  }

  async #readAfter(
    before: Promise<void>,
    rows: Promise<readonly Weighed[]>,
    end: Promise<number>,
  ): Promise<void> {
    await before;
    await this.#readNew();
    this.#ends.push(await end);
    this.#weigh(await rows);
  }

  async #readNew(): Promise<void> {
    const { merchantId } = this.#scene;
    const added = await readLog(this.#read, merchantId, this.events.length, tooLong);
    for (const event of added) {
      this.events.push(event);
      const complaint = await this.#judge(event);
      if (complaint !== null) this.complain(`${this.#describe(event)}: ${complaint}`);
    }
  }

  #describe({ subjectId, from, to, cause }: EventRecord): string {
    return `${this.#scene.trace.nameOf(subjectId)} was told to be ${to} (from ${from}, by ${cause})`;
  }

  async #judge(event: EventRecord): Promise<string | null> {
    const { subjectId, to, from, type, cause } = event;
    if (to === null) return 'it says no status';
    if (type.endsWith('_UPDATED')) return to === from ? null : 'an update that moves';
    if (type.startsWith('ABNORMAL')) return this.#judgeAbnormal(subjectId, to);
    const record = await this.#recordOf(subjectId);
    const statuses = this.#scene.statusesOf(subjectId, record?.providerReference ?? '');
    if (from === 'FAILED' && subjectId.startsWith('rfd')) this.#reopened.add(subjectId);
    const isInFlight = this.#scene.isInFlight(subjectId, event.recordedAt) && statuses === null;
    const isConcluded = cause === 'PROVIDER_QUERY' || cause === 'MUTATION';
    // What the provider has reported is no conclusion of ours.
    if (cause === 'MUTATION' && isDecided(record, to)) return null;
    const isUnheard = isInFlight && record !== null && isSilent(record.evidence);
    if (isUnheard && isConcluded && (to === 'FAILED' || (from === 'UNKNOWN' && to !== from))) {
      return 'its absence was concluded while it was on its way';
    }
    if (to === 'SUBMITTING' && from === 'UNKNOWN') {
      const isThere = statuses !== null && !this.#looksAbsent(statuses);
      return isThere ? `it is sent again, and the provider has it as ${statuses.join()}` : null;
    }
    if (ownStatuses.includes(to)) return null;
    if (to === 'PAID' && isPaidByHand(record)) return null;
    if (statuses === null) return ofNothing.includes(to) ? null : 'the provider does not have it';
    if (statuses.includes(to) || underWay.includes(to)) return null;
    return `the provider has it as ${statuses.join(' or ')}`;
  }

  /** A provider that shows a failed refund as none refuses the repetition. */
  #looksAbsent(statuses: readonly string[]): boolean {
    return this.#scene.counterpart.hidesFailedRefunds === true && statuses.includes('FAILED');
  }

  #recordOf(id: string) {
    const byId = { ord: orderById, rfd: refundById, stl: settlementById };
    return byId[id.slice(0, 3) as keyof typeof byId](this.#read, id);
  }

  async #judgeAbnormal(id: string, to: string): Promise<string | null> {
    const { counterpart } = this.#scene;
    const payment = await abnormalPaymentById(this.#read, id);
    const order = payment?.orderId ? await orderById(this.#read, payment.orderId) : null;
    if (this.#scene.strangers.has(payment?.providerAbnormalPaymentId ?? '')) return null;
    if (payment === null || order === null) return 'it has no order';
    const book = counterpart
      .abnormalBooks(order.providerReference)
      .find(({ number }) => number === payment.providerAbnormalPaymentId);
    if (book === undefined) return 'the provider does not have it';
    const isByHand = payment.evidence.resolution !== null;
    if (to !== 'RESOLVED' || book.pending === 0n || isByHand) return null;
    const decided = await this.#read.get(refundDecided, id);
    if (decided !== undefined) return null;
    return `${book.pending} of it are pending at the provider`;
  }

  /** At every instant: succeeded and reserved refunds together are no more than what can be refunded. */
  #weigh(rows: readonly Weighed[]): void {
    const { counterpart, hasBeenRestored, portalRefunds, trace } = this.#scene;
    for (const [id, refunds] of Map.groupBy(rows, ({ id }) => id)) {
      const limit = BigInt(refunds[0]?.refundable ?? 0);
      const held = BigInt(refunds[0]?.held ?? 0);
      const standing = refunds.filter(({ status }) => !returned.includes(status));
      const reserved = standing.reduce((sum, { amount }) => sum + decode<Money>(amount).minor, 0n);
      const theirs = standing.map(({ reference }) => counterpart.refundBook(reference));
      const refunded = theirs
        .filter((book) => book !== null && !returned.includes(book.status))
        .reduce((sum, book) => sum + (book?.amount ?? 0n), 0n);
      const name = trace.nameOf(id);
      // The provider reports one by one what the database has lost.
      if (hasBeenRestored) continue;
      // A reversed order has nothing left, whatever refunds had been requested.
      if (refunds[0]?.orderStatus === 'REVERSED' && id.startsWith('ord')) continue;
      // What the provider was paid of an order that was accepted by hand may be unknown here, and the portal
      // refunds it.
      const isOfOthers = portalRefunds.length > 0 && refunds[0]?.isPaidByHand === 1;
      if (refunded > limit && !isOfOthers)
        this.complain(`${name}: the provider gives back ${refunded} of ${limit}`);
      // A refund in the provider's portal is a fact, whatever had been reserved here; so is one that had been given
      // up.
      if (portalRefunds.length > 0 || refunds.some((one) => this.#reopened.has(one.refund)))
        continue;
      if (held > limit) this.complain(`${name}: ${held} of ${limit} are held`);
      if (reserved > limit) this.complain(`${name}: refunds take ${reserved} of ${limit}`);
      const open = standing.filter(({ status }) => status !== 'SUCCEEDED');
      if (open.length > 1 && (!counterpart.allowsConcurrentRefunds || id.startsWith('abn'))) {
        this.complain(`${name}: ${open.length} refunds are under way at once`);
      }
    }
  }
}

/** One refund beside what it is taken from: its order, or an abnormal payment of it. */
interface Weighed {
  id: string;
  refund: string;
  refundable: string | null;
  held: string;
  reference: string;
  status: string;
  orderStatus: string;
  /** 0 or 1. */
  isPaidByHand: number;
  amount: string;
}

const refundsByPurse = `select coalesce(a.id, o.id) as id, r.id as refund, r.provider_reference as reference,
    case when a.id is null then o.refundable else a.refundable end as refundable,
    case when a.id is null then o.refunds_held else a.held end as held,
    r.status, o.status as "orderStatus", o.evidence like '%"accepted":[{%' as "isPaidByHand", r.amount
  from refunds r join orders o on o.id = r.order_id
    left join abnormal_payments a on a.id = r.abnormal_payment_id
  where r.merchant_id = ?`;

const refundDecided = `select id from refunds
  where abnormal_payment_id = ? and evidence like '%"kind":"HAPPENED"%'`;

/** A person has decided that, and may be wrong. */
const isDecided = (
  record: { evidence: { decision: { kind: string } | null } } | null,
  to: string,
): boolean =>
  (to === 'FAILED' ? 'NEVER_HAPPENED' : 'HAPPENED') === record?.evidence.decision?.kind &&
  ['FAILED', 'PAID', 'SUCCEEDED'].includes(to);

/** Somebody has accepted other money for it, of which the provider knows nothing. */
const isPaidByHand = (record: Pick<OrderRecord | RefundRecord, 'evidence'> | null): boolean =>
  record !== null && 'accepted' in record.evidence && record.evidence.accepted.length > 0;

const returned = ['FAILED', 'REJECTED', 'CANCELED', 'REVERSED'];

/** Minor units of `paid` that refunds have taken or may still take, by their rows alone. */
export function heldBy(refunds: readonly RefundRecord[]): bigint {
  return refunds
    .filter(({ abnormalPaymentId }) => abnormalPaymentId === null)
    .filter(({ status }) => !returned.includes(status))
    .reduce((sum, { amount }) => sum + amount.minor, 0n);
}
