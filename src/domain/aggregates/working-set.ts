import { NotLoadedError, whole } from './aggregate.ts';
import type {
  AbnormalPayment,
  Aggregate,
  OrderAggregate,
  PaymentAggregate,
  Refund,
  SettlementAggregate,
  WholeOrder,
} from './aggregate.ts';
import type { Decided, Recorded } from './transition.ts';

export type SubjectKind = 'ORDER' | 'REFUND' | 'SETTLEMENT' | 'ABNORMAL_PAYMENT';

/** How a change finds a subject: by our id, or by an account's reference. */
export type Key = { kind: SubjectKind } & (
  { id: string } | { accountId: string; reference: string }
);

/**
 * `whole`: the order with its refunds and abnormal payments. Keys of refunds and abnormal payments always load them.
 */
export type KeyToLoad = Key & { whole?: boolean };

export const keyText = (key: Key): string =>
  'id' in key ? key.id : `${key.kind} ${key.accountId} ${key.reference}`;

/** Where a subject is: the id of its aggregate's root, and its own id. */
interface Place {
  root: string;
  id: string;
}

export interface FoundRefund {
  aggregate: WholeOrder;
  refund: Refund;
}

export interface FoundPayment {
  aggregate: WholeOrder | PaymentAggregate;
  payment: AbnormalPayment;
}

/**
 * The aggregates that a group of changes works on, each as it is after the changes decided so far. What was not loaded
 * does not count as absent: looking it up throws NotLoadedError.
 */
export class WorkingSet {
  readonly #base: WorkingSet | null;
  readonly #aggregates = new Map<string, Aggregate>();
  /** By key; null where the key leads nowhere. */
  readonly #places = new Map<string, Place | null>();
  readonly recorded: Recorded[] = [];

  /** `base`: the working set that a draft of one change starts from. */
  constructor(base: WorkingSet | null = null) {
    this.#base = base;
  }

  /** A draft for one change. Other changes see it only after it is merged. */
  draft(): WorkingSet {
    return new WorkingSet(this);
  }

  /** Adds the result of a draft to this working set. */
  merge(draft: WorkingSet): void {
    for (const [id, aggregate] of draft.#aggregates) this.#aggregates.set(id, aggregate);
    for (const [key, place] of draft.#places) this.#places.set(key, place);
    this.recorded.push(...draft.recorded);
  }

  /** All aggregates by the id of their root. */
  aggregates(): ReadonlyMap<string, Aggregate> {
    return this.#aggregates;
  }

  /** Adds an aggregate, or replaces it. */
  put(aggregate: Aggregate): void {
    const root = rootOf(aggregate);
    const before = this.#aggregateOf(root);
    this.#aggregates.set(root, aggregate);
    for (const [key, place] of placesIn(aggregate, before)) this.#places.set(key, place);
  }

  /** Records where a key leads; null: nowhere. */
  place(key: Key, place: Place | null): void {
    this.#places.set(keyText(key), place);
  }

  /** Whether it is known where the key leads, or that it leads nowhere. */
  has(key: string): boolean {
    return this.#placeOf(key) !== undefined;
  }

  /** Adds the result of a decision, and returns the aggregate. */
  apply<Of extends Aggregate>({ aggregate, ...recorded }: Decided<Of>): Of {
    this.put(aggregate);
    for (const { accountId, providerReference, orderId } of recorded.leftAccounts) {
      const key = { kind: 'ORDER', accountId, reference: providerReference } as const;
      this.place(key, { root: orderId, id: orderId });
    }
    this.recorded.push(recorded);
    return aggregate;
  }

  /** By its id, or by an account's reference, also of an account that the order has left. */
  order(key: { id: string } | { accountId: string; reference: string }): OrderAggregate | null {
    const found = this.find({ kind: 'ORDER', ...key });
    return found === null ? null : ofKind('ORDER', found.aggregate);
  }

  wholeOrder(key: { id: string } | { accountId: string; reference: string }): WholeOrder | null {
    const order = this.order(key);
    return order === null ? null : whole(order);
  }

  refund(key: { id: string } | { accountId: string; reference: string }): FoundRefund | null {
    const found = this.find({ kind: 'REFUND', ...key });
    if (found === null) return null;
    const aggregate = whole(ofKind('ORDER', found.aggregate));
    const refund = aggregate.refunds.find(({ id }) => id === found.id);
    if (refund === undefined) throw new Error(`${found.id} is not where it was found`);
    return { aggregate, refund };
  }

  payment(key: { id: string } | { accountId: string; reference: string }): FoundPayment | null {
    const found = this.find({ kind: 'ABNORMAL_PAYMENT', ...key });
    if (found === null) return null;
    if (found.aggregate.kind === 'ABNORMAL_PAYMENT') {
      return { aggregate: found.aggregate, payment: found.aggregate.payment };
    }
    const aggregate = whole(ofKind('ORDER', found.aggregate));
    const payment = aggregate.abnormalPayments.find(({ id }) => id === found.id);
    if (payment === undefined) throw new Error(`${found.id} is not where it was found`);
    return { aggregate, payment };
  }

  settlement(
    key: { id: string } | { accountId: string; reference: string },
  ): SettlementAggregate | null {
    const found = this.find({ kind: 'SETTLEMENT', ...key });
    return found === null ? null : ofKind('SETTLEMENT', found.aggregate);
  }

  /** The aggregate that the key leads to, and the key's own id. Null: nowhere. */
  find(key: Key): { aggregate: Aggregate; id: string } | null {
    const place = this.#placeOf(keyText(key));
    if (place === undefined) throw new NotLoadedError(`${keyText(key)} was not loaded`);
    if (place === null) return null;
    const aggregate = this.#aggregateOf(place.root);
    if (aggregate === undefined) throw new NotLoadedError(`${place.root} was not loaded`);
    return { aggregate, id: place.id };
  }

  #placeOf(key: string): Place | null | undefined {
    const place = this.#places.get(key);
    if (place !== undefined || this.#base === null) return place;
    return this.#base.#placeOf(key);
  }

  #aggregateOf(root: string): Aggregate | undefined {
    const aggregate = this.#aggregates.get(root);
    if (aggregate !== undefined || this.#base === null) return aggregate;
    return this.#base.#aggregateOf(root);
  }
}

function ofKind<Kind extends Aggregate['kind']>(
  kind: Kind,
  aggregate: Aggregate,
): Extract<Aggregate, { kind: Kind }> {
  if (aggregate.kind !== kind) throw new Error(`${rootOf(aggregate)} is no ${kind}`);
  return aggregate as Extract<Aggregate, { kind: Kind }>;
}

/** The record that the others of the aggregate belong to. */
export function rootRecordOf(aggregate: Aggregate): { id: string; merchantId: string } {
  switch (aggregate.kind) {
    case 'ORDER':
      return aggregate.order;
    case 'SETTLEMENT':
      return aggregate.settlement;
    case 'ABNORMAL_PAYMENT':
      return aggregate.payment;
  }
}

export const rootOf = (aggregate: Aggregate): string => rootRecordOf(aggregate).id;

/**
 * Every key that leads into the aggregate, except those that led there before: an order may have thousands of members.
 */
function* placesIn(
  aggregate: Aggregate,
  before: Aggregate | undefined,
): Generator<[string, Place]> {
  const root = rootOf(aggregate);
  switch (aggregate.kind) {
    case 'ORDER': {
      const { order, refunds, abnormalPayments } = aggregate;
      const known = before?.kind === 'ORDER' ? before : null;
      if (known?.order.accountId !== order.accountId) {
        yield* placesOf('ORDER', root, order, order.providerReference);
      }
      for (const refund of added(refunds, known?.refunds)) {
        yield* placesOf('REFUND', root, refund, refund.providerReference);
      }
      for (const payment of added(abnormalPayments, known?.abnormalPayments)) {
        yield* placesOf('ABNORMAL_PAYMENT', root, payment, payment.providerAbnormalPaymentId);
      }
      return;
    }
    case 'SETTLEMENT': {
      const { settlement } = aggregate;
      if (before !== undefined) return;
      yield* placesOf('SETTLEMENT', root, settlement, settlement.providerReference);
      return;
    }
    case 'ABNORMAL_PAYMENT': {
      const { payment } = aggregate;
      if (before?.kind === 'ABNORMAL_PAYMENT') return;
      yield* placesOf('ABNORMAL_PAYMENT', root, payment, payment.providerAbnormalPaymentId);
    }
  }
}

/** Members keep their positions and keys; new ones are appended. */
const added = <Member>(
  members: readonly Member[] | null,
  before: readonly Member[] | null | undefined,
): readonly Member[] => members?.slice(before?.length ?? 0) ?? [];

function* placesOf(
  kind: SubjectKind,
  root: string,
  { id, accountId }: { id: string; accountId: string },
  reference: string,
): Generator<[string, Place]> {
  const place = { root, id };
  yield [id, place];
  yield [keyText({ kind, accountId, reference }), place];
}
