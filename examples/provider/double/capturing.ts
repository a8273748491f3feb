import { compare, count, Refusal } from '@paygraph/provider-kit/double';
import type { Received } from '@paygraph/provider-kit/double';
import type { StripePlatform } from './platform.ts';
import { intentIdOf, intentView, sessions, unitsOf } from './sessions.ts';
import type { Session } from './sessions.ts';

const sessionOf = ({ account, parameters }: Received<StripePlatform>): Session =>
  sessions.find(account, (one) => intentIdOf(one) === parameters['id']);

const refuse = ({ status }: Session, verb: string): never => {
  const message = `This PaymentIntent could not be ${verb} because of its status: ${status}.`;
  throw new Refusal('payment_intent_unexpected_state', message, 400);
};

/** Takes what is authorised, or a part of it. What is left is let go. */
export function captureIntent(
  platform: StripePlatform,
  received: Received<StripePlatform>,
): object {
  const session = sessionOf(received);
  const amount = received.fields.optional('amount_to_capture', unitsOf) ?? session.amount;
  received.fields.end();
  if (session.status !== 'authorized') refuse(session, 'captured');
  if (compare(amount, session.amount) > 0) {
    throw new Refusal('amount_too_large', 'The amount is greater than what may be captured.', 400);
  }
  capture(platform, session, amount);
  return intentView(session);
}

/** By a request, or in the Dashboard. */
export function capture(
  platform: StripePlatform,
  session: Session,
  amount: Session['amount'],
): void {
  session.captured = amount;
  count(platform, 'captures');
  sessions.move(platform, session, 'paid');
}

export function cancelIntent(platform: StripePlatform, received: Received<StripePlatform>): object {
  const session = sessionOf(received);
  received.fields.end();
  if (session.status !== 'authorized') refuse(session, 'canceled');
  session.cancellationReason = 'requested_by_customer';
  sessions.move(platform, session, 'canceled');
  return intentView(session);
}
