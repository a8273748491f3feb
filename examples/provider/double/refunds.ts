import { randomBytes } from 'node:crypto';
import {
  add,
  compare,
  EntityKind,
  minorUnits,
  Refusal,
  subtract,
  sum,
  text,
} from '@paygraph/provider-kit/double';
import type { Decimal, Entity, Received } from '@paygraph/provider-kit/double';
import type { StripeAccount, StripePlatform } from './platform.ts';
import {
  intentIdOf,
  intentView,
  metadataOf,
  readReference,
  sessions,
  takenOf,
  unitsOf,
} from './sessions.ts';
import type { Session } from './sessions.ts';
import { publish } from './webhooks.ts';

type Status = 'pending' | 'succeeded' | 'failed';

export interface Refund extends Entity<Status, StripeAccount> {
  readonly session: Session;
  readonly amount: Decimal;
  readonly reference: string | null;
  readonly order: string | null;
}

export const refunds: EntityKind<Refund, StripePlatform> = new EntityKind({
  name: 'refund',
  numberedBy: 'id',
  moves: { pending: ['succeeded', 'failed'], succeeded: ['failed'], failed: [] },
  counts: { created: 'refunds' },
  next: ({ status }) => (status === 'pending' ? 'succeeded' : null),
  targets: { succeeded: 'succeeded', failed: 'failed' },
  moved(platform, refund) {
    const type = refund.status === 'failed' ? 'refund.failed' : 'refund.updated';
    publish(platform, refund, type, refundView(refund));
  },
});

export const refundView = (refund: Refund, isExpanded = false): object => ({
  id: refund.number,
  object: 'refund',
  status: refund.status,
  amount: Number(minorUnits(refund.amount, 0)),
  currency: refund.session.currency,
  created: Math.floor(refund.createdAt / 1000),
  metadata: metadataOf({ paygraph_reference: refund.reference, paygraph_order: refund.order }),
  payment_intent: isExpanded ? intentView(refund.session) : intentIdOf(refund.session),
  failure_reason: refund.status === 'failed' ? 'expired_or_canceled_card' : null,
});

const longText = text({ max: 500 });

export function createRefund(
  platform: StripePlatform,
  { account, fields }: Received<StripePlatform>,
): object {
  const intent = fields.required('payment_intent', text());
  const session = sessions.find(account, (one) => intentIdOf(one) === intent);
  const amount = fields.optional('amount', unitsOf) ?? session.amount;
  const metadata = fields.optionalObject('metadata');
  const reference = readReference(metadata);
  const order = metadata?.optional('paygraph_order', longText) ?? null;
  metadata?.optional('reason', longText);
  fields.end();
  return refundView(openRefund(platform, session, { amount, reference, order }));
}

/** Without a reference, it was made in the Dashboard. */
export function openRefund(
  platform: StripePlatform,
  session: Session,
  members: Pick<Refund, 'amount' | 'reference' | 'order'>,
): Refund {
  const { account } = session;
  if (session.status !== 'paid') throw refused('It has no successful charge to refund.');
  const left = subtract(takenOf(session) ?? session.amount, refundedOf(session));
  if (left.units === 0n) throw refused('It has been refunded.', 'charge_already_refunded');
  if (compare(members.amount, left) > 0) throw refused('Refund amount is greater than the charge.');
  const number = `re_${randomBytes(12).toString('hex')}`;
  const refund = refunds.open(platform, 'pending', { ...members, number, account, session });
  publish(platform, refund, 'refund.created', refundView(refund));
  return refund;
}

const refused = (message: string, code = ''): Refusal => new Refusal(code, message, 400);

const refundedOf = (session: Session): Decimal =>
  sum(
    [...refunds.of(session.account).values()]
      .filter((refund) => refund.session === session && refund.status !== 'failed')
      .map(({ amount }) => amount),
  );

/** Paid and not refunded, by currency. */
export function balanceView(account: StripeAccount): object {
  const paid = [...sessions.of(account).values()].filter(({ status }) => status === 'paid');
  const sums = new Map<string, Decimal>();
  for (const session of paid) {
    const left = subtract(takenOf(session) ?? session.amount, refundedOf(session));
    const before = sums.get(session.currency);
    sums.set(session.currency, before === undefined ? left : add(before, left));
  }
  const available = Array.from(sums, ([currency, amount]) => ({
    amount: Number(minorUnits(amount, 0)),
    currency,
  }));
  return { object: 'balance', available, pending: [] };
}
