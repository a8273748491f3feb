import { checkPayment, paymentIn } from '../../domain/aggregates/abnormal-payment.ts';
import type { AbnormalPayment } from '../../domain/aggregates/aggregate.ts';
import { observe } from '../../domain/aggregates/observe.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, present } from '../find.ts';
import { keptCalls, keysOfAll, reported, sourceOf } from '../instructions/change.ts';
import type { Queried, Querying } from '../instructions/query.ts';

/** Asks what an abnormal payment is: its notice does not say. */
export async function queryAbnormalPayment(
  deps: Deps,
  payment: AbnormalPayment,
  { cause = 'PROVIDER_QUERY' }: Pick<Querying, 'cause'> = {},
): Promise<Queried<AbnormalPayment>> {
  const { id, accountId, orderId, providerAbnormalPaymentId } = payment;
  const { connection, account } = await connectionTo(deps, accountId);
  const answer = await queryProvider(deps, account.provider, async (call) =>
    connection.listAbnormalPayments?.({ providerAbnormalPaymentId }, call),
  );
  const observations = answer.kind === 'ANSWERED' ? (answer.reply?.observations ?? []) : [];
  const { calls } = keptCalls(deps, orderId ?? '', orderId === null ? [] : answer.exchanges);
  const reports = reported(deps, observations);
  return deps.queue.change({
    keys: [{ kind: 'ABNORMAL_PAYMENT', id }, ...keysOfAll(observations, accountId)],
    decide(set) {
      const source = sourceOf(deps, payment, cause);
      const before = found(set, id).payment;
      for (const one of reports) observe(set, source, one);
      const checked = set.apply(checkPayment(found(set, id).aggregate, id, source));
      const record = paymentIn(checked, id);
      const believed = answer.kind === 'ANSWERED';
      return { result: { record, believed, observations, before }, writes: { calls } };
    },
  });
}

function found(set: WorkingSet, id: string) {
  const there = set.payment({ id });
  if (there === null) throw new Error(`abnormal payment ${id} is gone`);
  return there;
}

export async function resolveAbnormalPaymentType(deps: Deps, id: string): Promise<void> {
  await queryAbnormalPayment(deps, await present(abnormalPaymentById(deps.read, id)));
}
