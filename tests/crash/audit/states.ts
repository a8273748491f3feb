import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Finding } from '../finding.ts';
import type { Found, Kind, Snapshot } from '../world/outside.ts';
import type { World } from '../world/world.ts';
import { ordersSince, settlementsSince } from './objects.ts';
import type {
  AbnormalPaymentView,
  OrderView,
  RefundView,
  SettlementView,
  Shared,
} from './objects.ts';
import { abnormalWords, isChain, isSame, orderTruth, payoutTruth, scaled } from './words.ts';

export interface Objects {
  orders: OrderView[];
  refunds: (RefundView & { provider: SandboxProvider })[];
  settlements: SettlementView[];
  /** How many of each kind each provider has. */
  there: Record<Kind, Map<SandboxProvider, number>>;
}

/** Every order, refund, settlement and abnormal payment that was made since then, against the books there. */
export async function auditStates(
  world: World,
  from: number,
): Promise<{ findings: Finding[]; objects: Objects }> {
  const orders = await ordersSince(world.client, from);
  const settlements = await settlementsSince(world.client, from);
  const refunds = orders.flatMap(({ provider, refunds: { nodes } }) =>
    nodes.map((refund) => ({ ...refund, provider })),
  );
  const { books } = world.sandbox.ask;
  const [orderBooks, refundBooks, settlementBooks] = await Promise.all([
    books('order', numbers(orders)),
    books('refund', numbers(refunds)),
    books('settlement', numbers(settlements)),
  ]);
  const findings = [...orders, ...refunds, ...settlements].flatMap((one) =>
    judgeView(one, world.client.cancels),
  );
  for (const [index, order] of orders.entries()) {
    findings.push(...judgeOrder(order, orderBooks[index] ?? [], refundBooks, refunds));
  }
  for (const [index, refund] of refunds.entries()) {
    findings.push(...judgePayout('refund', refund, refundBooks[index] ?? []));
  }
  for (const [index, settlement] of settlements.entries()) {
    findings.push(...judgePayout('settlement', settlement, settlementBooks[index] ?? []));
  }
  const there = {
    order: countThere(orderBooks),
    refund: countThere(refundBooks),
    settlement: countThere(settlementBooks),
  };
  return { findings, objects: { orders, refunds, settlements, there } };
}

const numbers = (of: readonly { providerReference: string }[]): string[] =>
  of.map(({ providerReference }) => providerReference);

function countThere(books: readonly Found[][]): Map<SandboxProvider, number> {
  const counts = new Map<SandboxProvider, number>();
  for (const { provider } of books.flat()) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

/** What holds of everything that is over, wherever it ended. */
function judgeView(view: Shared & Partial<OrderView>, cancels: ReadonlySet<string>): Finding[] {
  const { id, status, phase, failure, nextAction } = view;
  const say = sayOf(id, id);
  const hasFailed = status === 'FAILED' || status === 'REJECTED';
  const findings: Finding[] = [];
  if (phase === 'OPEN') findings.push(say('stuck', `is ${status}, and so still OPEN`));
  if (hasFailed !== (failure !== null)) {
    findings.push(say('wrong', `is ${status} with the failure ${failure?.code ?? 'null'}`));
  }
  if (status === 'CANCELED' && !cancels.has(id)) {
    findings.push(say('wrong', 'is CANCELED, which nobody asked for'));
  }
  if (phase !== 'OPEN' && nextAction !== undefined && nextAction !== null) {
    findings.push(say('wrong', `is ${status}, and its payer is told to do something`));
  }
  return findings;
}

function judgeOrder(
  order: OrderView,
  found: readonly Found[],
  refundBooks: readonly Found[][],
  refunds: readonly RefundView[],
): Finding[] {
  const { id, provider, status } = order;
  const say = sayOf(`order ${id} (${provider} ${order.providerReference})`, id);
  const there = atOne(found, provider, say);
  if (there.findings.length > 0) return there.findings;
  if (there.found === null) {
    return status === 'FAILED' ? [] : [say('wrong', `is ${status}, and ${provider} has none`)];
  }
  const { snapshot, abnormalPayments } = there.found;
  const truth = orderTruth(provider, snapshot);
  const own = refunds
    .map((refund, index) => ({ refund, book: refundBooks[index]?.[0]?.snapshot ?? null }))
    .filter(({ refund }) => order.refunds.nodes.some((one) => one.id === refund.id))
    .filter(({ refund }) => refund.abnormalPayment === null);
  const given = own
    .filter(({ book }) => book !== null && payoutTruth(book).statuses.includes('SUCCEEDED'))
    .reduce((sum, { refund }) => sum + scaled(refund.amount.amount), 0n);
  const findings: Finding[] = [];
  const compare = (what: string, here: string | null, truly: string | null): void => {
    if (!isSame(here, truly)) {
      findings.push(say('wrong', `has ${what} ${here ?? 'null'}, there it is ${truly ?? 'null'}`));
    }
  };
  if (!truth.statuses.includes(status)) {
    const words = truth.statuses.join(' or ');
    findings.push(say('wrong', `is ${status}, there it is ${words} (${JSON.stringify(snapshot)})`));
  }
  compare('amount', order.amount.amount, truth.amount);
  compare('paid', order.paid?.amount ?? null, truth.paid);
  if (truth.limit !== null && provider !== 'VEXORA') {
    const left = scaled(truth.limit) - given;
    if (scaled(order.refunded?.amount ?? '0') !== given) {
      findings.push(say('wrong', `has refunded ${order.refunded?.amount ?? '0'}, there ${given}`));
    }
    if (scaled(order.refundable?.amount ?? '0') !== left) {
      findings.push(say('wrong', `has refundable ${order.refundable?.amount ?? '0'}, not ${left}`));
    }
    if (left < 0n) findings.push(say('doubled', `was refunded beyond what was paid: ${given}`));
  }
  if (isChain(provider)) {
    findings.push(...judgeAbnormal(order.abnormalPayments, abnormalPayments, say));
  }
  return findings;
}

function judgeAbnormal(
  here: readonly AbnormalPaymentView[],
  there: readonly Snapshot[],
  say: Say,
): Finding[] {
  const findings: Finding[] = [];
  const numbers = new Set(there.map((payment) => payment['abnormalPaymentNo']));
  for (const { id, providerAbnormalPaymentId: number } of here) {
    if (!numbers.has(number)) findings.push(say('wrong', `has ${id}, which nobody has there`));
  }
  for (const truth of there) {
    const number = String(truth['abnormalPaymentNo']);
    const known = here.filter((payment) => payment.providerAbnormalPaymentId === number);
    const [payment] = known;
    if (payment === undefined) {
      findings.push(say('lost', `has not the abnormal payment ${number}`));
      continue;
    }
    if (known.length > 1) findings.push(say('doubled', `has ${number} ${known.length} times`));
    const status = truth['status'] === 'HANDLED' ? 'RESOLVED' : 'OPEN';
    const fits =
      payment.type === abnormalWords[String(truth['type'])] &&
      payment.status === status &&
      isSame(payment.received.amount, String(truth['amount'])) &&
      isSame(payment.pending.amount, String(truth['pendingAmount']));
    if (!fits) {
      const both = `${JSON.stringify(payment)}, there ${JSON.stringify(truth)}`;
      findings.push(say('wrong', `has an abnormal payment ${both}`));
    }
  }
  return findings;
}

function judgePayout(
  kind: 'refund' | 'settlement',
  payout: Pick<SettlementView, 'id' | 'provider' | 'providerReference' | 'status' | 'amount'>,
  found: readonly Found[],
): Finding[] {
  const { id, provider, providerReference, status } = payout;
  const say = sayOf(`${kind} ${id} (${provider} ${providerReference})`, id);
  const there = atOne(found, provider, say);
  if (there.findings.length > 0) return there.findings;
  if (there.found === null) {
    // CANCELED too, where it was surely never sent.
    if (status === 'FAILED' || status === 'CANCELED') return [];
    return [say('wrong', `is ${status}, and ${provider} has none`)];
  }
  const { statuses, amount } = payoutTruth(there.found.snapshot);
  const findings: Finding[] = [];
  if (!statuses.includes(status)) {
    const words = statuses.join(' or ');
    const seen = JSON.stringify(there.found.snapshot);
    findings.push(say('wrong', `is ${status}, there it is ${words} (${seen})`));
  }
  if (!isSame(payout.amount.amount, amount)) {
    findings.push(say('wrong', `is of ${payout.amount.amount}, there of ${amount}`));
  }
  return findings;
}

type Say = (verdict: Finding['verdict'], text: string) => Finding;

const sayOf =
  (what: string, subject: string): Say =>
  (verdict, text) => ({ verdict, text: `${what} ${text}`, subject });

/** At the provider that it is said to be at, and at no other. */
function atOne(
  found: readonly Found[],
  provider: SandboxProvider,
  say: Say,
): { found: Found | null; findings: Finding[] } {
  const names = found.map((one) => one.provider);
  if (found.length > 1) {
    return { found: null, findings: [say('doubled', `is at ${names.join(' and ')}`)] };
  }
  const [only = null] = found;
  if (only !== null && only.provider !== provider) {
    return { found: null, findings: [say('wrong', `is at ${only.provider}`)] };
  }
  return { found: only, findings: [] };
}
