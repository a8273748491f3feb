import { randomBytes } from 'node:crypto';
import { compare, EntityKind, minorUnits, Refusal } from '@paygraph/provider-kit/double';
import type { Decimal, Entity } from '@paygraph/provider-kit/double';
import type { StripeAccount, StripePlatform } from './platform.ts';
import { intentIdOf, intentView, takenOf } from './sessions.ts';
import type { Session } from './sessions.ts';
import { publish } from './webhooks.ts';

/** An inquiry (`warning_…`) moves no money. It may become a dispute, which takes it at once. */
type Inquiry = 'warning_needs_response' | 'warning_under_review' | 'warning_closed';
type Status = Inquiry | 'needs_response' | 'under_review' | 'won' | 'lost';

export interface Dispute extends Entity<Status, StripeAccount> {
  readonly session: Session;
  readonly amount: Decimal;
  /** Epoch milliseconds at which the funds went, and came back; null while they have not. */
  withdrawnAt: number | null;
  reinstatedAt: number | null;
}

export const disputes: EntityKind<Dispute, StripePlatform> = new EntityKind({
  name: 'dispute',
  numberedBy: 'id',
  moves: {
    warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response'],
    warning_under_review: ['warning_closed', 'needs_response'],
    warning_closed: [],
    needs_response: ['under_review', 'won', 'lost'],
    under_review: ['won', 'lost'],
    won: [],
    lost: ['won'],
  },
  counts: { created: 'disputes' },
  targets: {
    'under review': 'under_review',
    win: 'won',
    lose: 'lost',
    escalate: 'needs_response',
    'close the inquiry': 'warning_closed',
  },
  moved(platform, dispute, from) {
    const { status } = dispute;
    const publishAs = (type: string): void =>
      publish(platform, dispute, type, disputeView(dispute));
    if (status === 'needs_response') {
      dispute.withdrawnAt = platform.clock.now();
      publishAs('charge.dispute.updated');
      return publishAs('charge.dispute.funds_withdrawn');
    }
    if (status === 'won') {
      dispute.reinstatedAt = platform.clock.now();
      publishAs('charge.dispute.funds_reinstated');
    }
    const isClosed = ['won', 'lost', 'warning_closed'].includes(status);
    // One that was lost before was closed before, too.
    publishAs(isClosed && from !== 'lost' ? 'charge.dispute.closed' : 'charge.dispute.updated');
  },
});

const seconds = (at: number): number => Math.floor(at / 1000);

export const disputeView = (dispute: Dispute, isExpanded = false): object => {
  const { number, status, session, withdrawnAt, reinstatedAt } = dispute;
  const units = Number(minorUnits(dispute.amount, 0));
  const moved = (category: string, amount: number, at: number | null): object[] =>
    at === null
      ? []
      : [
          {
            object: 'balance_transaction',
            reporting_category: category,
            amount,
            created: seconds(at),
          },
        ];
  return {
    id: number,
    object: 'dispute',
    status,
    amount: units,
    currency: session.currency,
    created: seconds(dispute.createdAt),
    reason: 'fraudulent',
    metadata: {},
    payment_intent: isExpanded ? intentView(session) : intentIdOf(session),
    balance_transactions: [
      ...moved('dispute', -units, withdrawnAt),
      ...moved('dispute_reversal', units, reinstatedAt),
    ],
  };
};

/** `amount`: a part of the payment; left out: all of it. */
export function openDispute(
  platform: StripePlatform,
  session: Session,
  { amount, inquiry = false }: { amount?: Decimal; inquiry?: boolean } = {},
): Dispute {
  const { account } = session;
  const charged = takenOf(session);
  if (charged === null) throw new Refusal('', 'It has no successful charge.', 400);
  if (amount !== undefined && compare(amount, charged) > 0) {
    throw new Refusal('', 'The dispute is greater than the charge.', 400);
  }
  const dispute = disputes.open(platform, inquiry ? 'warning_needs_response' : 'needs_response', {
    account,
    session,
    amount: amount ?? charged,
    number: `dp_${randomBytes(12).toString('hex')}`,
    withdrawnAt: inquiry ? null : platform.clock.now(),
    reinstatedAt: null,
  });
  publish(platform, dispute, 'charge.dispute.created', disputeView(dispute));
  if (!inquiry) {
    publish(platform, dispute, 'charge.dispute.funds_withdrawn', disputeView(dispute));
  }
  return dispute;
}

export const isDisputed = ({ account, ...session }: Session): boolean =>
  [...disputes.of(account).values()].some((one) => one.session.number === session.number);
