import { z } from 'zod';
import {
  InvalidStateError,
  ProviderUnavailableError,
  UnsupportedOperationError,
} from '../domain/errors.ts';
import type { Observation } from '../domain/observation.ts';
import { orderPhase } from '../domain/order.ts';
import type { Phase } from '../domain/order.ts';
import { payoutPhase } from '../domain/payout.ts';
import { withdrawn } from '../domain/submission.ts';
import type { Call, Reply } from '../providers/provider.ts';
import { intendCancel, isCancelIntended } from '../store/queries/idempotency.ts';
import { orderById } from '../store/queries/orders.ts';
import { refundById } from '../store/queries/refunds.ts';
import { settlementById } from '../store/queries/settlements.ts';
import type { OrderRecord, RefundRecord, SettlementRecord, WorkRecord } from '../store/records.ts';
import type { Sql, Tx } from '../store/sql.ts';
import { applyToOrder, applyToRefund, applyToSettlement } from './apply-observation.ts';
import type { Progress, Source } from './apply-observation.ts';
import { askOrder, askRefund, askSettlement, sourceOf } from './ask.ts';
import type { Asked } from './ask.ts';
import { callProvider, keepExchanges } from './call-provider.ts';
import type { Outcome } from './call-provider.ts';
import { check, idempotencyKey } from './checks.ts';
import type { Deps } from './deps.ts';
import { lineOf, ownOrder, ownRefund, ownSettlement, present } from './find.ts';
import type { Line } from './find.ts';
import { keyUse, once, takeKey } from './idempotency.ts';
import type { KeyUse } from './idempotency.ts';
import type { CancelInput } from './inputs.ts';

type Cancelable = WorkRecord & { status: string };

/** What canceling means for one kind of thing; the course of it is the same for all. */
interface Kind<T extends Cancelable> {
  noun: string;
  mutation: string;
  phase(record: T): Phase;
  own(sql: Sql, merchantId: string, id: string): Promise<T>;
  byId(sql: Sql, id: string): Promise<T | null>;
  ask(deps: Deps, record: T): Promise<Asked<T>>;
  /** Undefined where the provider's API has no such call. */
  send(deps: Deps, line: Line, record: T): Promise<((call: Call) => Promise<Reply>) | undefined>;
  apply(
    tx: Tx,
    deps: Deps,
    source: Source,
    record: T,
    observations: readonly Observation[],
    progress?: Progress,
  ): Promise<T>;
}

const orders: Kind<OrderRecord> = {
  noun: 'order',
  mutation: 'cancelOrder',
  phase: ({ status, evidence }) => orderPhase(status, evidence),
  own: ownOrder,
  byId: orderById,
  ask: askOrder,
  apply: applyToOrder,
  async send(_deps, { connection }, order) {
    if (connection.cancelOrder === undefined) return undefined;
    return connection.cancelOrder.bind(connection, order);
  },
};

const refunds: Kind<RefundRecord> = {
  noun: 'refund',
  mutation: 'cancelRefund',
  phase: ({ status }) => payoutPhase(status),
  own: ownRefund,
  byId: refundById,
  ask: askRefund,
  apply: applyToRefund,
  async send(deps, { connection }, refund) {
    if (connection.cancelRefund === undefined) return undefined;
    const order = await present(orderById(deps.read, refund.orderId));
    const { providerReference } = refund;
    const handle = { providerReference, providerRefundId: refund.evidence.providerId, order };
    return connection.cancelRefund.bind(connection, handle);
  },
};

const settlements: Kind<SettlementRecord> = {
  noun: 'settlement',
  mutation: 'cancelSettlement',
  phase: ({ status }) => payoutPhase(status),
  own: ownSettlement,
  byId: settlementById,
  ask: askSettlement,
  apply: applyToSettlement,
  async send(_deps, { connection }, { providerReference, evidence }) {
    if (connection.cancelSettlement === undefined) return undefined;
    const handle = { providerReference, providerSettlementId: evidence.providerId };
    return connection.cancelSettlement.bind(connection, handle);
  },
};

export const cancelOrder = (deps: Deps, merchantId: string, input: CancelInput) =>
  cancel(deps, orders, merchantId, input);
export const cancelRefund = (deps: Deps, merchantId: string, input: CancelInput) =>
  cancel(deps, refunds, merchantId, input);
export const cancelSettlement = (deps: Deps, merchantId: string, input: CancelInput) =>
  cancel(deps, settlements, merchantId, input);

const schema = z.object({ idempotencyKey, id: z.string() });

/**
 * A cancel is a request, not a status: the thing keeps its own until there is evidence, because what is
 * paid at the same moment wins (ANSWERS 26). The same key again is a success again (ANSWERS 30).
 */
async function cancel<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  merchantId: string,
  input: CancelInput,
): Promise<T> {
  const { idempotencyKey: key, id } = check(schema, input);
  const use = keyUse(merchantId, kind.mutation, key, { id });
  return once(
    deps,
    use,
    (known) => kind.own(deps.read, merchantId, known),
    async () => {
      await kind.own(deps.read, merchantId, id);
      // Read again once it is our turn: whoever had it before may have sent or ended it.
      return deps.locks.run(id, async () =>
        cancelFound(deps, kind, use, await kind.own(deps.read, merchantId, id)),
      );
    },
  );
}

async function cancelFound<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  use: KeyUse,
  found: T,
): Promise<T> {
  if (isUnsent(kind, found)) return cancelUnsent(deps, kind, use, found);
  const line = await lineOf(deps, found.accountId);
  const send = await kind.send(deps, line, found);
  if (send === undefined) {
    throw new UnsupportedOperationError(line.module.title, `cancel a ${kind.noun}`);
  }
  const record = await knownState(deps, kind, line, found);
  const sendOnce = () => sendCancel(deps, kind, use, line, record, send);
  if (record.status === 'SUBMITTING') throw refusal(kind, record);
  if (kind.phase(record) !== 'OPEN') return overBefore(deps, kind, use, line, record, sendOnce);
  await deps.queue.commit((tx) => intendCancel(tx, use, record.id));
  const { ended, after } = await sendOnce();
  if (after.status === 'CANCELED') return after;
  if (ended === 'NOT_SENT') throw new ProviderUnavailableError(line.module.title);
  const lost = ended === 'UNKNOWN';
  const asked = await askWhatBecame(deps, kind, use, line, record, lost);
  const last = lost && asked.status === 'EXPIRED' ? await repeated(line, sendOnce) : asked;
  if (last.status === 'CANCELED') return last;
  throw refusal(kind, last);
}

/** Closed, and not said by whom: a cancel that has arrived is accepted again when it is repeated (ANSWERS 21). */
async function repeated<T extends Cancelable>(
  line: Line,
  sendOnce: () => Promise<Sent<T>>,
): Promise<T> {
  const { ended, after } = await sendOnce();
  if (after.status === 'CANCELED' || ended === 'ANSWERED') return after;
  throw new ProviderUnavailableError(line.module.title);
}

/** By this very cancel, where the process that sent it has ended before it knew (ANSWERS 30); or for another reason. */
async function overBefore<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  use: KeyUse,
  line: Line,
  record: T,
  sendOnce: () => Promise<Sent<T>>,
): Promise<T> {
  if (!(await isCancelIntended(deps.read, use, record.id))) throw refusal(kind, record);
  if (record.status === 'CANCELED') {
    await deps.queue.commit((tx) => takeKey(tx, use, record.id, deps.now()));
    return record;
  }
  const last = record.status === 'EXPIRED' ? await repeated(line, sendOnce) : record;
  if (last.status === 'CANCELED') return last;
  throw refusal(kind, last);
}

/** How telling the provider ended, and what that made of the thing. */
interface Sent<T> {
  ended: Outcome<Reply>['kind'];
  after: T;
}

/** Tells the provider once, and writes what it answered. */
async function sendCancel<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  use: KeyUse,
  line: Line,
  { id, accountId, merchantId }: T,
  send: (call: Call) => Promise<Reply>,
): Promise<Sent<T>> {
  const outcome = await callProvider(deps, line.account.provider, send);
  const observations = outcome.kind === 'ANSWERED' ? outcome.reply.observations : [];
  const after = await deps.queue.keep(async (tx) => {
    const callId = await keepExchanges(tx, deps, id, outcome.exchanges);
    const now = await present(kind.byId(tx, id));
    const source = sourceOf(deps, { accountId, merchantId }, 'PROVIDER_ANSWER', callId);
    const applied = await kind.apply(tx, deps, source, now, observations);
    if (applied.status === 'CANCELED') await takeKey(tx, use, id, source.now);
    return applied;
  });
  return { ended: outcome.kind, after };
}

/** Waiting to be sent, and never sent before. */
function isUnsent<T extends Cancelable>(kind: Kind<T>, record: T): boolean {
  const { state, firstSentAt } = record.submission;
  return kind.phase(record) === 'OPEN' && state === 'NOT_SENT' && firstSentAt === null;
}

/** The provider has never heard of it, so there is nobody to ask. */
async function cancelUnsent<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  use: KeyUse,
  { id }: T,
): Promise<T> {
  return deps.queue.commit(async (tx) => {
    const record = await present(kind.byId(tx, id));
    if (!isUnsent(kind, record)) throw refusal(kind, record);
    const source = sourceOf(deps, record, 'MUTATION');
    await takeKey(tx, use, record.id, source.now);
    return kind.apply(tx, deps, source, record, [], { submission: withdrawn(record.submission) });
  });
}

/** What may or may not be at the provider is asked for first. */
async function knownState<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  line: Line,
  record: T,
): Promise<T> {
  if (record.status !== 'UNKNOWN') return record;
  const asked = await kind.ask(deps, record);
  if (asked.record.status === 'UNKNOWN') throw new ProviderUnavailableError(line.module.title);
  return asked.record;
}

/** Refused, or its answer lost: the provider's own view decides. Throws where it does not say enough. */
async function askWhatBecame<T extends Cancelable>(
  deps: Deps,
  kind: Kind<T>,
  use: KeyUse,
  line: Line,
  record: T,
  lost: boolean,
): Promise<T> {
  const asked = await kind.ask(deps, record);
  if (asked.record.status === 'CANCELED') {
    await deps.queue.commit((tx) => takeKey(tx, use, record.id, deps.now()));
    return asked.record;
  }
  const isOpen = kind.phase(asked.record) === 'OPEN';
  if (!asked.believed || (lost && isOpen)) throw new ProviderUnavailableError(line.module.title);
  return asked.record;
}

function refusal<T extends Cancelable>(kind: Kind<T>, { status }: T): InvalidStateError {
  return new InvalidStateError(
    status,
    `This ${kind.noun} is ${status} and cannot be canceled now.`,
  );
}
