import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Finding } from '../finding.ts';
import type { AbnormalTruth, OrderTruth, PayoutTruth } from '../providers/provider.ts';
import type { Found, Kind } from '../testbed/outside.ts';
import type { Testbed } from '../testbed/testbed.ts';
import { isSame, scaled } from './amounts.ts';
import { ordersSince, settlementsSince } from './objects.ts';
import type {
  AbnormalPaymentView,
  OrderView,
  RefundView,
  SettlementView,
  Shared,
} from './objects.ts';

export interface Objects {
  orders: OrderView[];
  refunds: (RefundView & { provider: SandboxProvider })[];
  settlements: SettlementView[];
  /** The number of objects of each kind at each provider. */
  there: Record<Kind, Map<SandboxProvider, number>>;
}

/** Compares every order, refund, settlement and abnormal payment created since `from` with the providers' books. */
export async function auditStates(
  testbed: Testbed,
  from: number,
): Promise<{ findings: Finding[]; objects: Objects }> {
  const orders = await ordersSince(testbed.client, from);
  const settlements = await settlementsSince(testbed.client, from);
  const refunds = orders.flatMap(({ provider, refunds: { nodes } }) =>
    nodes.map((refund) => ({ ...refund, provider })),
  );
  const { call } = testbed.sandbox;
  const [orderBooks, refundBooks, settlementBooks] = await Promise.all([
    call.orders(numbers(orders)),
    call.refunds(numbers(refunds)),
    call.settlements(numbers(settlements)),
  ]);
  const findings = [...orders, ...refunds, ...settlements].flatMap((one) =>
    judgeView(one, testbed.client.cancels),
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

function countThere(books: readonly Found<unknown>[][]): Map<SandboxProvider, number> {
  const counts = new Map<SandboxProvider, number>();
  for (const { provider } of books.flat()) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}

/** What holds for everything that is final, whatever its final status. */
function judgeView(view: Shared & Partial<OrderView>, cancels: ReadonlySet<string>): Finding[] {
  const { id, status, phase, failure, nextAction } = view;
  const report = reporterOf(id, id);
  const hasFailed = status === 'FAILED' || status === 'REJECTED';
  const findings: Finding[] = [];
  if (phase === 'OPEN') findings.push(report('stuck', `is ${status}, and so still OPEN`));
  if (hasFailed !== (failure !== null)) {
    findings.push(report('wrong', `is ${status} with the failure ${failure?.code ?? 'null'}`));
  }
  if (status === 'CANCELED' && !cancels.has(id)) {
    findings.push(report('wrong', 'is CANCELED, which nobody asked for'));
  }
  if (phase !== 'OPEN' && nextAction !== undefined && nextAction !== null) {
    findings.push(report('wrong', `is ${status}, and its payer is told to do something`));
  }
  return findings;
}

function judgeOrder(
  order: OrderView,
  found: readonly Found<OrderTruth>[],
  refundBooks: readonly Found<PayoutTruth>[][],
  refunds: readonly RefundView[],
): Finding[] {
  const { id, provider, status } = order;
  const report = reporterOf(`order ${id} (${provider} ${order.providerReference})`, id);
  const there = atOne(found, provider, report);
  if (there.findings.length > 0) return there.findings;
  if (there.found === null) {
    return status === 'FAILED' ? [] : [report('wrong', `is ${status}, and ${provider} has none`)];
  }
  const { snapshot, truth } = there.found;
  const own = refunds
    .map((refund, index) => ({ refund, book: refundBooks[index]?.[0]?.truth }))
    .filter(({ refund }) => order.refunds.nodes.some((one) => one.id === refund.id))
    .filter(({ refund }) => refund.abnormalPayment === null);
  const refunded = own
    .filter(({ book }) => book?.status === 'SUCCEEDED')
    .reduce((sum, { refund }) => sum + scaled(refund.amount.amount), 0n);
  const findings: Finding[] = [];
  const compare = (what: string, here: string | null, truly: string | null): void => {
    if (!isSame(here, truly)) {
      findings.push(
        report('wrong', `has ${what} ${here ?? 'null'}, there it is ${truly ?? 'null'}`),
      );
    }
  };
  if (!truth.statuses.includes(status)) {
    const allowed = truth.statuses.join(' or ');
    findings.push(
      report('wrong', `is ${status}, there it is ${allowed} (${JSON.stringify(snapshot)})`),
    );
  }
  compare('amount', order.amount.amount, truth.amount);
  compare('paid', order.paid?.amount ?? null, truth.paid);
  if (truth.limit !== null) {
    const left = scaled(truth.limit) - refunded;
    if (scaled(order.refunded?.amount ?? '0') !== refunded) {
      findings.push(
        report('wrong', `has refunded ${order.refunded?.amount ?? '0'}, there ${refunded}`),
      );
    }
    if (scaled(order.refundable?.amount ?? '0') !== left) {
      findings.push(
        report('wrong', `has refundable ${order.refundable?.amount ?? '0'}, not ${left}`),
      );
    }
    if (left < 0n)
      findings.push(report('doubled', `was refunded beyond what was paid: ${refunded}`));
  }
  findings.push(...judgeAbnormal(order.abnormalPayments, truth.abnormalPayments, report));
  return findings;
}

function judgeAbnormal(
  here: readonly AbnormalPaymentView[],
  there: readonly AbnormalTruth[],
  report: Report,
): Finding[] {
  const findings: Finding[] = [];
  const numbers = new Set(there.map(({ number }) => number));
  for (const { id, providerAbnormalPaymentId: number } of here) {
    if (!numbers.has(number)) findings.push(report('wrong', `has ${id}, which nobody has there`));
  }
  for (const truth of there) {
    const { number } = truth;
    const known = here.filter((payment) => payment.providerAbnormalPaymentId === number);
    const [payment] = known;
    if (payment === undefined) {
      findings.push(report('lost', `has not the abnormal payment ${number}`));
      continue;
    }
    if (known.length > 1) findings.push(report('doubled', `has ${number} ${known.length} times`));
    const fits =
      payment.type === truth.type &&
      payment.status === truth.status &&
      isSame(payment.received.amount, truth.received) &&
      isSame(payment.pending.amount, truth.pending);
    if (!fits) {
      const both = `${JSON.stringify(payment)}, there ${JSON.stringify(truth)}`;
      findings.push(report('wrong', `has an abnormal payment ${both}`));
    }
  }
  return findings;
}

function judgePayout(
  kind: 'refund' | 'settlement',
  payout: Pick<SettlementView, 'id' | 'provider' | 'providerReference' | 'status' | 'amount'>,
  found: readonly Found<PayoutTruth>[],
): Finding[] {
  const { id, provider, providerReference, status } = payout;
  const report = reporterOf(`${kind} ${id} (${provider} ${providerReference})`, id);
  const there = atOne(found, provider, report);
  if (there.findings.length > 0) return there.findings;
  if (there.found === null) {
    // CANCELED too, where it was certainly never sent.
    if (status === 'FAILED' || status === 'CANCELED') return [];
    return [report('wrong', `is ${status}, and ${provider} has none`)];
  }
  const { snapshot, truth } = there.found;
  const findings: Finding[] = [];
  if (status !== truth.status) {
    const seen = JSON.stringify(snapshot);
    findings.push(report('wrong', `is ${status}, there it is ${truth.status} (${seen})`));
  }
  if (!isSame(payout.amount.amount, truth.amount)) {
    findings.push(report('wrong', `is of ${payout.amount.amount}, there of ${truth.amount}`));
  }
  return findings;
}

type Report = (verdict: Finding['verdict'], text: string) => Finding;

const reporterOf =
  (what: string, subject: string): Report =>
  (verdict, text) => ({ verdict, text: `${what} ${text}`, subject });

/** It is at the provider that it names, and at no other. */
function atOne<Truth>(
  found: readonly Found<Truth>[],
  provider: SandboxProvider,
  report: Report,
): { found: Found<Truth> | null; findings: Finding[] } {
  const names = found.map((one) => one.provider);
  if (found.length > 1) {
    return { found: null, findings: [report('doubled', `is at ${names.join(' and ')}`)] };
  }
  const [only = null] = found;
  if (only !== null && only.provider !== provider) {
    return { found: null, findings: [report('wrong', `is at ${only.provider}`)] };
  }
  return { found: only, findings: [] };
}
