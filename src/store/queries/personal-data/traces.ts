import type { Order } from '../../../domain/aggregates/aggregate.ts';
import { withMaskedTexts } from '../../../domain/personal-data/mask.ts';
import type { Mask } from '../../../domain/personal-data/mask.ts';
import { decode, encode } from '../../json.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { accountIds } from '../merchants.ts';
import { abnormalPaymentsOfOrders } from '../abnormal-payments.ts';
import { refundsOfOrders } from '../refunds.ts';

/** What repeats the personal data of an order elsewhere: bodies of webhooks, and what its provider says of it. */

const eraseOrder = statement<{ id: string; evidence: string; submission: string; now: number }>()(
  ({ db }, at) =>
    db
      .updateTable('orders')
      .set({ evidence: at.evidence, submission: at.submission, erased_at: at.now })
      .where('id', '=', at.id),
);
const maskRefund = statement<{ id: string; evidence: string; submission: string }>()(({ db }, at) =>
  db
    .updateTable('refunds')
    .set({ evidence: at.evidence, submission: at.submission })
    .where('id', '=', at.id),
);
const maskPayment = statement<{ id: string; evidence: string }>()(({ db }, at) =>
  db.updateTable('abnormal_payments').set({ evidence: at.evidence }).where('id', '=', at.id),
);

const statementsOf = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('evidence')
    .select(['subject_id', 'digest', 'statement'])
    .where('subject_id', isIn, listed(at.ids)),
);
const maskStatement = statement<{ subject: string; digest: string; statement: string }>()(
  ({ db }, at) =>
    db
      .updateTable('evidence')
      .set({ statement: at.statement })
      .where('subject_id', '=', at.subject)
      .where('digest', '=', at.digest),
);

const callsOf = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('provider_calls')
    .select(['id', 'request', 'response'])
    .where('subject_id', isIn, listed(at.ids)),
);
const maskCall = statement<{ id: string; request: string; response: string | null }>()(
  ({ db }, at) =>
    db
      .updateTable('provider_calls')
      .set({ request: at.request, response: at.response })
      .where('id', '=', at.id),
);

const about = statement<{ accounts: string; numbers: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('account_id', isIn, listed(at.accounts))
    .where('about', isIn, listed(at.numbers)),
);
// For those that an earlier version has received.
const stated = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('evidence')
    .select('delivery_id')
    .distinct()
    .where('subject_id', isIn, listed(at.ids))
    .where('delivery_id', 'is not', null)
    .$narrowType<{ delivery_id: string }>(),
);
const caused = statement<{ order: string }>()(({ db }, at) =>
  db
    .selectFrom('events')
    .select('delivery_id')
    .distinct()
    .where('order_id', '=', at.order)
    .where('delivery_id', 'is not', null)
    .$narrowType<{ delivery_id: string }>(),
);

const eraseBodyOf = statement<{ id: string; none: Uint8Array }>()(({ db }, at) =>
  db
    .updateTable('webhook_deliveries')
    .set({ body: at.none, sealed_with: null, last_error: null })
    .where('id', '=', at.id),
);
// Without its body, it could not be applied.
const stopRetry = statement<{ id: string }>()(({ db }, at) =>
  db
    .updateTable('webhook_deliveries')
    .set({ status: 'IGNORED', check_at: null })
    .where('id', '=', at.id)
    .where('check_at', 'is not', null),
);

const noBytes = Buffer.alloc(0);

/** What the provider sent is not there any more, and is not applied any more. */
export async function eraseBodies(tx: Sql, deliveries: Iterable<string>): Promise<void> {
  for (const id of deliveries) {
    await tx.run(eraseBodyOf, { id, none: noBytes });
    await tx.run(stopRetry, { id });
  }
}

/**
 * Erases what repeats the data of an order that is locked, and marks it as erased. `mask`: masks the data in free
 * texts. `now`: epoch milliseconds.
 */
export async function eraseTraces(tx: Sql, order: Order, mask: Mask, now: number): Promise<void> {
  const refunds = await refundsOfOrders(tx, [order.id]);
  const payments = await abnormalPaymentsOfOrders(tx, [order.id]);
  const masked = (value: unknown): string => encode(withMaskedTexts(value, mask));
  const { id, evidence, submission } = order;
  await tx.run(eraseOrder, {
    id,
    evidence: masked(evidence),
    submission: masked(submission),
    now,
  });
  for (const one of refunds) {
    const of = { evidence: masked(one.evidence), submission: masked(one.submission) };
    await tx.run(maskRefund, { id: one.id, ...of });
  }
  for (const one of payments) {
    await tx.run(maskPayment, { id: one.id, evidence: masked(one.evidence) });
  }
  const subjects = JSON.stringify([id, ...[...refunds, ...payments].map((one) => one.id)]);
  for (const { subject_id: subject, digest, statement } of await tx.all(statementsOf, {
    ids: subjects,
  })) {
    const anew = masked(decode(statement));
    if (anew !== statement) await tx.run(maskStatement, { subject, digest, statement: anew });
  }
  for (const { id: call, request, response } of await tx.all(callsOf, { ids: subjects })) {
    const anew = { request: mask(request), response: response && mask(response) };
    if (anew.request === request && anew.response === response) continue;
    await tx.run(maskCall, { id: call, ...anew });
  }
  const numbers = [
    order.providerReference,
    ...refunds.map(({ providerReference }) => providerReference),
    ...payments.map(({ providerAbnormalPaymentId }) => providerAbnormalPaymentId),
  ];
  // The order may have left an account, which goes on to report.
  const accounts = JSON.stringify(await accountIds(tx, order.merchantId, {}));
  const received = await tx.all(about, { accounts, numbers: JSON.stringify(numbers) });
  const known = [
    ...(await tx.all(stated, { ids: subjects })),
    ...(await tx.all(caused, { order: id })),
  ];
  await eraseBodies(
    tx,
    new Set([...received.map((one) => one.id), ...known.map((one) => one.delivery_id)]),
  );
}
