import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { refundById, refundsOfOrders } from '../../src/store/queries/refunds.ts';
import { settlementById } from '../../src/store/queries/settlements.ts';
import type { EventRecord, RefundRecord } from '../../src/store/records.ts';
import type { Scene } from './scene.ts';

/** What may be said before the provider has said anything. */
const ownWords = ['CREATED', 'REQUESTED', 'SUBMITTING', 'UNKNOWN'];
/** What it may be while the provider has it, whatever became of it since. */
const underWay = ['AWAITING_PAYMENT', 'PENDING', 'PROCESSING'];
/** Words that are true of what never came to be: it was refused, could not be sent or never arrived. */
const ofNothing = ['FAILED', 'CANCELED'];

const tooLong = 10_000;

/**
 * Looks at the provider's books in the turn of every commit: what is told must be so by then. Books only move
 * forward, so a word that was true when it was sent has left its mark in them.
 */
export class Witness {
  readonly events: EventRecord[] = [];
  readonly complaints: string[] = [];
  readonly #scene: Scene;
  #looking: Promise<void> = Promise.resolve();
  #traced = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.listen();
  }

  /** Once for each start of Paygraph. */
  listen(): void {
    const { deps, merchantId } = this.#scene;
    deps.live.listen(merchantId, {
      merchantId,
      readUpTo: () => this.events.length,
      wake: () => void (this.#looking = this.#looking.then(() => this.#look())),
    });
  }

  complain(text: string): void {
    this.complaints.push(text);
  }

  /** Writes what was told since the last time into the trace. */
  async flush(): Promise<void> {
    await this.#looking;
    for (const event of this.events.slice(this.#traced)) this.#scene.trace.event(event);
    this.#traced = this.events.length;
  }

  async #look(): Promise<void> {
    const { deps, merchantId } = this.#scene;
    const news = await readLog(deps.read, merchantId, this.events.length, tooLong);
    for (const event of news) {
      this.events.push(event);
      const complaint = await this.#judge(event);
      if (complaint !== null) this.complain(`${this.#told(event)}: ${complaint}`);
    }
    await this.#weighRefunds();
  }

  #told({ subjectId, from, to, cause }: EventRecord): string {
    return `${this.#scene.trace.nameOf(subjectId)} was told to be ${to} (from ${from}, by ${cause})`;
  }

  async #judge(event: EventRecord): Promise<string | null> {
    const { subjectId, to, from, type } = event;
    if (to === null) return 'it says no status';
    if (type === 'ORDER_UPDATED') return to === from ? null : 'an update that moves';
    if (type.startsWith('ABNORMAL')) return this.#judgeAbnormal(subjectId, to);
    const words = await this.#wordsOf(subjectId);
    if (to === 'SUBMITTING' && from === 'UNKNOWN') {
      return words === null ? null : `it is sent again, and the provider has it: ${words.join()}`;
    }
    if (ownWords.includes(to)) return null;
    if (words === null) return ofNothing.includes(to) ? null : 'the provider does not have it';
    if (words.includes(to) || underWay.includes(to)) return null;
    return `the provider has it as ${words.join(' or ')}`;
  }

  /** What the books allow to be said of it now; null where they do not have it. */
  async #wordsOf(id: string): Promise<readonly string[] | null> {
    const { deps, counterpart } = this.#scene;
    const referenceOf = (record: { providerReference: string } | null): string =>
      record?.providerReference ?? '';
    switch (id.slice(0, 3)) {
      case 'ord':
        return counterpart.orderBook(referenceOf(await orderById(deps.read, id)))?.words ?? null;
      case 'rfd': {
        const book = counterpart.refundBook(referenceOf(await refundById(deps.read, id)));
        return book && [book.word];
      }
      default: {
        const book = counterpart.settlementBook(referenceOf(await settlementById(deps.read, id)));
        return book && [book.word];
      }
    }
  }

  async #judgeAbnormal(id: string, to: string): Promise<string | null> {
    const { deps, counterpart } = this.#scene;
    const payment = await abnormalPaymentById(deps.read, id);
    const order = payment?.orderId ? await orderById(deps.read, payment.orderId) : null;
    if (payment === null || order === null) return 'it has no order';
    const book = counterpart
      .abnormalBooks(order.providerReference)
      .find(({ number }) => number === payment.providerAbnormalPaymentId);
    if (book === undefined) return 'the provider does not have it';
    if (to !== 'RESOLVED' || book.pending === 0n) return null;
    return `${book.pending} of it are pending at the provider`;
  }

  /** At every instant: what succeeded and what is reserved is no more than what was paid. */
  async #weighRefunds(): Promise<void> {
    const { deps, trace, portalRefunds } = this.#scene;
    for (const order of await this.#scene.orders()) {
      if (order.refundable === null) continue;
      const taken = takenBy(await refundsOfOrders(deps.read, [order.id]));
      const limit = order.refundable.minor;
      const name = trace.nameOf(order.id);
      // What is made in the provider's portal is a fact, whatever had been reserved here.
      if (taken > limit && portalRefunds.length === 0) {
        this.complain(`${name}: refunds take ${taken} of ${limit}`);
      }
      if (order.refundsHeld > limit) this.complain(`${name}: ${order.refundsHeld} of ${limit} held`);
    }
  }
}

const givenBack = ['FAILED', 'REJECTED', 'CANCELED', 'REVERSED'];

/** Minor units of `paid` that refunds have taken or may still take, by their rows alone. */
export function takenBy(refunds: readonly RefundRecord[]): bigint {
  return refunds
    .filter(({ abnormalPaymentId }) => abnormalPaymentId === null)
    .filter(({ status }) => !givenBack.includes(status))
    .reduce((sum, { amount }) => sum + amount.minor, 0n);
}
