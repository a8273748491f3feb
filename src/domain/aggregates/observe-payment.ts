import { foldAbnormalPayment, isOfSameMoney } from '../abnormal-payment.ts';
import type { NewId } from '../instructions/instruction.ts';
import { instant } from '../observation.ts';
import type { AbnormalPaymentObservation } from '../observation.ts';
import { changePayment, changePaymentOf, newPayment } from './abnormal-payment.ts';
import { withMember } from './aggregate.ts';
import { changeOrder } from './order.ts';
import { Recorder } from './transition.ts';
import type { FoundPayment, WorkingSet } from './working-set.ts';
import { keyAt, effect } from './source.ts';
import type { Effect, Source } from './source.ts';

export function observePayment(
  set: WorkingSet,
  source: Source,
  observation: AbnormalPaymentObservation,
  newId: NewId,
): Effect {
  const found = set.payment(keyAt(source, observation.providerAbnormalPaymentId));
  if (found !== null) return observeAgain(set, source, observation, found);
  const { providerAbnormalPaymentId, orderProviderReference } = observation;
  const aggregate =
    orderProviderReference === null ? null : set.wholeOrder(keyAt(source, orderProviderReference));
  if (orderProviderReference !== null && aggregate === null) return 'UNMATCHED';
  const recorder = new Recorder(source);
  const occurredAt = instant(observation.occurredAt);
  const { merchantId, accountId } = source;
  const orderId = aggregate?.order.id ?? null;
  const evidence = foldAbnormalPayment(null, observation);
  const payment = newPayment(
    { merchantId, accountId, orderId, providerAbnormalPaymentId, evidence },
    newId,
    { context: source, recorder, occurredAt },
  );
  set.apply(
    recorder.decided(
      aggregate === null
        ? { kind: 'ABNORMAL_PAYMENT', payment }
        : { ...aggregate, abnormalPayments: withMember(aggregate.abnormalPayments, payment) },
    ),
  );
  return 'CHANGED';
}

/** An observation in another currency than before counts for nothing: the order of the payment needs attention. */
function observeAgain(
  set: WorkingSet,
  source: Source,
  observation: AbnormalPaymentObservation,
  { aggregate, payment }: FoundPayment,
): Effect {
  if (!isOfSameMoney(payment.evidence, observation)) {
    if (aggregate.kind !== 'ORDER') return 'UNCHANGED';
    const { order } = set.apply(changeOrder(aggregate, { facts: [observation] }, source));
    return effect(aggregate.order, order);
  }
  const recorder = new Recorder(source);
  const following = { context: source, recorder, occurredAt: instant(observation.occurredAt) };
  const change = { evidence: foldAbnormalPayment(payment.evidence, observation) };
  const changed =
    aggregate.kind === 'ORDER'
      ? changePaymentOf(aggregate, payment, change, following)
      : { ...aggregate, payment: changePayment(payment, [], change, following) };
  set.apply(recorder.decided(changed));
  const now = set.payment({ id: payment.id });
  return effect(payment, now?.payment ?? payment);
}
