import { isOverdrawn as isPaymentOverdrawn } from '../abnormal-payment.ts';
import type { AbnormalPaymentEvidence, AbnormalPaymentStatus } from '../abnormal-payment.ts';
import { isUnknownForLong } from '../capture/authorization.ts';
import { chargebackStates } from '../chargebacks/chargeback.ts';
import { unknownLadder } from '../instructions/submission.ts';
import { printMoney } from '../money.ts';
import type { Money } from '../money.ts';
import type { OrderEvidence, OrderStatus } from '../order.ts';
import { overdraft } from '../order-money.ts';
import { payoutAttention } from '../payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../payout.ts';
import {
  agrees,
  agreesOnAbnormalPayment,
  isWithoutMoney,
  orderState,
} from '../reconciliation/state.ts';
import type { Agreement, ComparedOrder, ReconciledState } from '../reconciliation/state.ts';
import { countedIn } from '../request.ts';
import type { OrderRequest } from '../request.ts';
import { contradictsOrder, contradictsPayout } from './contradiction.ts';
import type { Decision } from './decision.ts';
import type { Attention, AttentionChange, Holding } from './attention.ts';
import type { Named } from './named.ts';

/** What held before a change, what its statements named, and what else it changes. */
export interface Attending {
  before: Attention;
  named: Named;
  difference?: AttentionChange['difference'] | undefined;
}

interface Followed {
  status: string;
  checks: number;
}

/** Nobody knows what became of it, and the ladder of queries has run out. */
const isUnknownForGood = ({ status, checks }: Followed): boolean =>
  status === 'UNKNOWN' && unknownLadder(checks).needsAttention;

type ComparedOrderRow = ComparedOrder &
  Followed & {
    status: OrderStatus;
    request: Pick<OrderRequest, 'amount' | 'method'>;
    refundable: Money | null;
    refundsHeld: bigint;
  };

/** Every reason for which an order needs a person. */
export function orderHolding(order: ComparedOrderRow, attending: Attending): Holding {
  const { evidence, expiresAt } = order;
  const { before, named } = attending;
  const { attention: concerns } = evidence;
  const excess = overdraft(order);
  return {
    ...((isUnknownForGood(order) || isUnknownForLong(order)) && { UNKNOWN_OUTCOME: { what: [] } }),
    ...(concerns.includes('MONEY_ELSEWHERE') && {
      ABNORMAL_PAYMENT: { what: together(before.ABNORMAL_PAYMENT?.what, named.elsewhere) },
    }),
    ...otherAmount(concerns, attending),
    ...(excess > 0n && {
      OVER_REFUNDED: { what: [printMoney({ ...countedIn(order.request), minor: excess })] },
    }),
    ...difference(attending, orderState(order), agrees),
    ...(contradictsOrder(evidence, expiresAt) && contradicted(evidence)),
    ...openChargebacks(evidence),
  };
}

function openChargebacks({ chargebacks }: Pick<OrderEvidence, 'chargebacks'>): Holding {
  if (chargebacks.length === 0) return {};
  const what = chargebackStates(chargebacks)
    .filter(({ status }) => status === 'OPEN')
    .map(({ providerChargebackId: id, amount }) => `${id} of ${printMoney(amount)}`);
  return what.length === 0 ? {} : { CHARGEBACK: { what } };
}

/** Every reason for which a refund or settlement needs a person. `requested`: its amount. */
export function payoutHolding(
  payout: Followed & { status: PayoutStatus; evidence: PayoutEvidence },
  requested: Money,
  attending: Attending,
): Holding {
  const { status, evidence } = payout;
  const concerns = payoutAttention(evidence, status);
  const isUnknown = isUnknownForGood(payout) || concerns.includes('MAY_BE_OF_ANOTHER');
  return {
    ...(isUnknown && { UNKNOWN_OUTCOME: { what: [] } }),
    ...otherAmount(concerns, attending),
    ...difference(attending, { status, amount: requested }, agrees),
    ...(contradictsPayout(evidence) && contradicted(evidence)),
  };
}

/** Every reason for which an abnormal payment needs a person. */
export function paymentHolding(
  payment: {
    status: AbnormalPaymentStatus;
    evidence: AbnormalPaymentEvidence;
    pending: Money;
    held: bigint;
  },
  attending: Pick<Attending, 'before' | 'difference'>,
): Holding {
  const { status, evidence, pending, held } = payment;
  const first = evidence.pendingAtFirst;
  return {
    ...(status === 'OPEN' && { ABNORMAL_PAYMENT: { what: [] } }),
    ...(isPaymentOverdrawn(payment) && {
      OVER_REFUNDED: { what: [printMoney({ ...first, minor: held - first.minor })] },
    }),
    ...difference(attending, { status, amount: pending }, agreesOnAbnormalPayment),
  };
}

function otherAmount(concerns: readonly string[], { before, named }: Attending): Holding {
  return concerns.includes('OTHER_AMOUNT')
    ? { OTHER_AMOUNT: { what: together(before.OTHER_AMOUNT?.what, named.otherMoney) } }
    : {};
}

const contradicted = ({ decision }: { decision: Decision | null }): Holding => ({
  DECISION_CONTRADICTED: { what: [`${decision?.kind} ${decision?.at}`] },
});

/** A difference stands until our record agrees with what the provider had, or both are found to agree. */
function difference(
  { before, difference: found }: Pick<Attending, 'before' | 'difference'>,
  ours: ReconciledState,
  isAgreed: Agreement,
): Holding {
  if (found === 'AGREES') return {};
  const there = found === undefined ? before.DIFFERENCE?.there : found.there;
  if (there === undefined) return {};
  if (there === null ? isWithoutMoney(ours) : isAgreed(ours, there)) return {};
  const what =
    there === null
      ? 'nothing'
      : [there.status, there.amount && printMoney(there.amount)].join(' ').trim();
  return { DIFFERENCE: { what: [what], there } };
}

/** Sorted, so that the order of arrival makes no difference. */
const together = (known: readonly string[] = [], added: readonly string[]): readonly string[] =>
  [...new Set([...known, ...added])].toSorted();
