import {
  checkPayment,
  paymentIn,
  paymentToChange,
} from '../../domain/aggregates/abnormal-payment.ts';
import type { AbnormalPayment } from '../../domain/aggregates/aggregate.ts';
import { observe } from '../../domain/aggregates/observe.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import { readAnswer, sourceOf } from '../instructions/change.ts';
import type { Queried, Querying } from '../instructions/query.ts';

/** Queries the provider for an abnormal payment: its webhook has neither type nor status. */
export async function queryAbnormalPayment(
  deps: Deps,
  payment: AbnormalPayment,
  { cause = 'PROVIDER_QUERY' }: Pick<Querying, 'cause'> = {},
): Promise<Queried<AbnormalPayment>> {
  const { id, accountId, orderId, providerAbnormalPaymentId } = payment;
  const { connection, account } = await connectionTo(deps, accountId);
  const answer = await queryProvider(deps, about(account, payment), async (call) =>
    connection.listAbnormalPayments?.({ providerAbnormalPaymentId }, call),
  );
  const subject = { id: orderId ?? '', accountId };
  const { calls, observations, reported, keys } = readAnswer(deps, subject, answer);
  return deps.queue.change({
    keys: [{ kind: 'ABNORMAL_PAYMENT', id }, ...keys],
    decide(set) {
      const source = sourceOf(deps, payment, cause);
      const before = paymentToChange(set, id).payment;
      for (const one of reported) observe(set, source, one);
      const { aggregate } = paymentToChange(set, id);
      const checked = set.apply(checkPayment(aggregate, id, source));
      const record = paymentIn(checked, id);
      const answered = answer.kind === 'ANSWERED';
      const result = { record, answered, observations, before };
      return { result, writes: orderId === null ? {} : { calls } };
    },
  });
}

export async function followAbnormalPayment(deps: Deps, id: string): Promise<void> {
  await queryAbnormalPayment(deps, await existing(abnormalPaymentById(deps.read, id)));
}
