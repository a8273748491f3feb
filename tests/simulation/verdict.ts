import { paidSoFar } from '../../src/domain/order-money.ts';
import { orderStatus } from '../../src/domain/chargebacks/order-status.ts';
import { payoutPhase } from '../../src/domain/payout.ts';
import type { AbnormalPaymentRecord, OrderRecord, RefundRecord } from '../../src/store/records.ts';
import type { PayoutBook } from './counterparts/counterpart.ts';
import { isLeftToDecision, unbalanced } from './exported.ts';
import type { Scene } from './scene.ts';
import { heldBy } from './checker.ts';

/** Statuses that are finally true of what the provider does not have. */
const ofNothing = ['FAILED', 'CANCELED'];

/** Where our orders, refunds and settlements differ from the provider's books. */
export async function untrue(scene: Scene): Promise<string[]> {
  const [orders, refunds, settlements] = await Promise.all([
    scene.orders(),
    scene.refunds(),
    scene.settlements(),
  ]);
  const { counterpart, trace, portalRefunds } = scene;
  const known = new Set(refunds.map(({ providerReference }) => providerReference));
  return [
    ...orders.filter((order) => !isAccepted(order)).flatMap((order) => untrueOrder(scene, order)),
    ...refunds.flatMap((refund) => {
      const { id, status, amount, evidence, providerReference } = refund;
      // A refund that is requested again without an amount takes all that is left now: another one, which needs
      // attention.
      const isOfTheRest = scene.hasBeenRestored && scene.refundsOfTheRest.has(id);
      const isFlagged = status === 'UNKNOWN' && evidence.attention.includes('OTHER_AMOUNT');
      if ((isOfTheRest && isFlagged) || isLeftToPerson(scene, refund)) return [];
      const book = counterpart.refundBook(providerReference);
      if (isLeftToDecision(refund, book)) return [];
      return untruePayout(trace.nameOf(id), status, amount.minor, book);
    }),
    ...settlements.flatMap((settlement) => {
      const { id, status, request, providerReference } = settlement;
      const book = counterpart.settlementBook(providerReference);
      if (isLeftToDecision(settlement, book)) return [];
      return untruePayout(trace.nameOf(id), status, request.amount.minor, book);
    }),
    ...portalRefunds
      .filter((reference) => !known.has(reference))
      .map((reference) => `the refund ${reference.slice(0, 7)} of the portal is not known here`),
  ];
}

/** A restore has lost a refund, and what the provider says may be about that one. */
const isLeftToPerson = (scene: Scene, { status, evidence, needsAttention }: RefundRecord) =>
  scene.hasBeenRestored &&
  needsAttention &&
  payoutPhase(status) === 'OPEN' &&
  evidence.attention.includes('MAY_BE_OF_ANOTHER');

function untrueOrder(scene: Scene, order: OrderRecord): string[] {
  const { id, refundable, providerReference } = order;
  // The provider knows nothing about what was accepted by hand.
  const evidence = { ...order.evidence, accepted: [] };
  const status = orderStatus(evidence, order.submission, order.expiresAt);
  const name = scene.trace.nameOf(id);
  const book = scene.counterpart.orderBook(providerReference);
  const allowed = scene.statusesOf(id, providerReference) ?? [];
  if (book === null) {
    const isLeft = ofNothing.includes(status) || isLeftToDecision(order, book);
    return isLeft ? [] : [`${name} is ${status}, and the provider has none`];
  }
  const paid = paidSoFar(evidence, status)?.minor ?? null;
  const limit = refundable?.minor ?? null;
  return [
    ...(allowed.includes(status)
      ? []
      : [`${name} is ${status}, at the provider ${allowed.join(' or ')}`]),
    ...(paid === book.paid ? [] : [`${name}: paid ${paid}, at the provider ${book.paid}`]),
    ...(limit === book.refundLimit
      ? []
      : [`${name}: refundable ${limit}, at the provider ${book.refundLimit}`]),
  ];
}

function untruePayout(
  name: string,
  status: string,
  amount: bigint,
  book: PayoutBook | null,
): string[] {
  if (book === null) {
    return ofNothing.includes(status) ? [] : [`${name} is ${status}, and the provider has none`];
  }
  return [
    ...(book.status === status ? [] : [`${name} is ${status}, at the provider ${book.status}`]),
    ...(book.amount === amount ? [] : [`${name}: ${amount}, at the provider ${book.amount}`]),
  ];
}

/** Accepted money makes it paid, so it is not queried any more. */
const isAccepted = ({ evidence }: OrderRecord): boolean => evidence.accepted.length > 0;

/** The same for what is not queried: abnormal payments, orders paid by accepted money, what a restore has lost. */
export async function missed(scene: Scene): Promise<string[]> {
  const [orders, payments] = await Promise.all([scene.orders(), scene.abnormalPayments()]);
  return [
    ...orders.flatMap((order) => missedOf(scene, order, payments)),
    ...orders.filter((order) => isAccepted(order)).flatMap((order) => untrueOrder(scene, order)),
    ...(scene.hasBeenRestored ? await doubled(scene) : []),
  ];
}

function missedOf(
  { counterpart }: Scene,
  order: OrderRecord,
  all: readonly AbnormalPaymentRecord[],
): string[] {
  const books = counterpart.abnormalBooks(order.providerReference);
  const numbers = books.map(({ number }) => number);
  const resolvedByHand = new Set(
    all
      .filter(({ evidence }) => evidence.resolution !== null)
      .map(({ providerAbnormalPaymentId }) => providerAbnormalPaymentId),
  );
  // By its place in the books, because its number is random.
  const row = (number: string, type: string, received: bigint, pending: bigint, over: boolean) =>
    `${numbers.indexOf(number) + 1}: ${type} ${received}, ${pending} ${over ? 'done' : 'pending'}`;
  const theirs = books.map(({ number, type, received, pending }) => {
    const left = resolvedByHand.has(number) ? 0n : pending;
    return row(number, type, received, left, left === 0n);
  });
  const ours = all
    .filter(({ orderId }) => orderId === order.id)
    .map(({ providerAbnormalPaymentId: number, evidence, pending, status }) =>
      row(number, evidence.type, evidence.received.minor, pending.minor, status === 'RESOLVED'),
    );
  const [here, there] = [ours, theirs].map((rows) => rows.toSorted().join('; '));
  return here === there ? [] : [`abnormal payments ${here}, at the provider ${there}`];
}

/** What is wrong whatever the provider reports: effects, keys, the log, the rows. */
export async function unsound(scene: Scene): Promise<string[]> {
  return [
    ...(await doubled(scene)),
    ...(await brokenLog(scene)),
    ...(await wrongSums(scene)),
    ...(await unattended(scene)),
    ...(await stuck(scene)),
    ...(await unbalanced(scene)),
  ];
}

/** The provider has exactly what is known here: nothing twice, nothing that nobody requested. */
async function doubled(scene: Scene): Promise<string[]> {
  const { counterpart } = scene;
  const effects = counterpart.effects();
  const [orders, refunds, settlements] = await Promise.all([
    scene.orders(),
    scene.refunds(),
    scene.settlements(),
  ]);
  const known = {
    orders: inBooks(orders, (reference) => counterpart.orderBook(reference)),
    refunds: inBooks([...refunds, ...leftToPerson(scene, orders, refunds)], (reference) =>
      counterpart.refundBook(reference),
    ),
    settlements: inBooks(settlements, (reference) => counterpart.settlementBook(reference)),
  };
  const nouns = ['orders', 'refunds', 'settlements'] as const;
  return nouns
    .filter((noun) => effects[noun] !== known[noun])
    .map((noun) => `${effects[noun]} ${noun} at the provider, of which ${known[noun]} are known`);
}

/** Lost refunds of orders that a person has to compare: nothing more is refunded of those here. */
function leftToPerson(
  scene: Scene,
  orders: readonly OrderRecord[],
  refunds: readonly RefundRecord[],
) {
  const known = new Set(refunds.map(({ providerReference }) => providerReference));
  const left = refunds.filter((refund) => isLeftToPerson(scene, refund));
  const compared = orders.filter(({ id }) => left.some(({ orderId }) => orderId === id));
  const references = new Set(compared.map(({ providerReference }) => providerReference));
  return scene.lostRefunds.filter(
    ({ providerReference, orderReference }) =>
      !known.has(providerReference) && references.has(orderReference),
  );
}

function inBooks(
  records: readonly { providerReference: string }[],
  book: (reference: string) => object | null,
): number {
  return records.filter(({ providerReference }) => book(providerReference) !== null).length;
}

async function brokenLog(scene: Scene): Promise<string[]> {
  const { checker, trace, deps, merchantId } = scene;
  const complaints: string[] = [];
  const text = 'select last_seq from merchants where id = ?';
  const head = await deps.read.get<{ last_seq: number }>(text, merchantId);
  const { events } = checker;
  if (head?.last_seq !== events.length || events.some(({ seq }, index) => seq !== index + 1)) {
    complaints.push(`the log has ${events.length} events and ends at ${head?.last_seq}`);
  }
  const last = new Map<string, { to: string | null; version: number }>();
  for (const { subjectId, from, to, version } of events) {
    const before = last.get(subjectId) ?? { to: null, version: 0 };
    if (from !== before.to)
      complaints.push(`${trace.nameOf(subjectId)}: ${before.to}, then ${from}`);
    if (version !== before.version + 1) complaints.push(`${trace.nameOf(subjectId)}: ${version}`);
    last.set(subjectId, { to, version });
  }
  const records = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
    ...(await scene.abnormalPayments()),
  ];
  for (const { id, status, version } of records) {
    const lastEvent = last.get(id);
    if (lastEvent?.to === status && lastEvent.version === version) continue;
    const allowed = `version ${version} of ${status}, told version ${lastEvent?.version} of ${lastEvent?.to}`;
    complaints.push(`${trace.nameOf(id)}: ${allowed}`);
  }
  return complaints;
}

async function wrongSums(scene: Scene): Promise<string[]> {
  const refunds = await scene.refunds();
  return (await scene.orders()).flatMap((order) => {
    const { id, refundable, refundsHeld, refunded, evidence, status, needsAttention } = order;
    const own = refunds.filter(({ orderId }) => orderId === id);
    const held = heldBy(own);
    const succeeded = heldBy(own.filter(({ status }) => status === 'SUCCEEDED'));
    const limit = refundable?.minor ?? 0n;
    const paid = paidSoFar(evidence, status)?.minor ?? 0n;
    const name = scene.trace.nameOf(id);
    // Facts are never hidden, and never passed over.
    return [
      ...(held <= limit || needsAttention ? [] : [`${name}: refunds take ${held} of ${limit}`]),
      ...(limit <= paid ? [] : [`${name}: ${limit} of ${paid} can be refunded`]),
      ...(refundsHeld === held ? [] : [`${name}: holds ${refundsHeld}, its refunds ${held}`]),
      ...(refunded === succeeded ? [] : [`${name}: refunded ${refunded}, really ${succeeded}`]),
    ];
  });
}

/** A subject for which a provider has reported other money than was requested needs attention. */
async function unattended(scene: Scene): Promise<string[]> {
  const { disputed, hasBeenRestored, trace } = scene;
  const all = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
  ];
  // The report before the backup was restored is lost.
  if (hasBeenRestored) return [];
  return all
    .filter(({ providerReference: one, needsAttention }) => disputed.has(one) && !needsAttention)
    .map(({ id }) => `${trace.nameOf(id)} was told of other money, and needs no attention`);
}

/** What has its status by a person's decision alone. */
export async function decided(scene: Scene) {
  const all = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
  ];
  return all.filter(({ evidence }) => evidence.decision !== null);
}

/** What we gave up, and the provider has all the same. */
export async function wronglyGivenUp(scene: Scene) {
  const all = [
    ...(await scene.orders()),
    ...(await scene.refunds()),
    ...(await scene.settlements()),
  ];
  return all.filter(({ id, status, providerReference }) => {
    const allowed = scene.statusesOf(id, providerReference);
    return status === 'FAILED' && allowed !== null && !allowed.includes('FAILED');
  });
}

/** Every table whose rows can be due. */
export const dueTables = [
  'orders',
  'refunds',
  'settlements',
  'abnormal_payments',
  'webhook_deliveries',
] as const;

async function stuck(scene: Scene): Promise<string[]> {
  const complaints: string[] = [];
  for (const table of dueTables) {
    const text = `select count(*) as due from ${table} where check_at <= ?`;
    // oxlint-disable-next-line no-await-in-loop
    const found = await scene.deps.read.get<{ due: number }>(text, scene.now());
    if (found?.due !== 0) complaints.push(`${found?.due} of ${table} are due and not done`);
  }
  return complaints;
}
