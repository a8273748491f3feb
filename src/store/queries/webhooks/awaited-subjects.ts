import { AwaitedSubjectSchema } from '../../entities/awaited-subject.ts';
import type { WebhookDeliveryRecord } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';

const awaitNothing = statement<{ deliveries: string }>()(({ db, isIn, listed }, at) =>
  db.deleteFrom('awaited_subjects').where('delivery_id', isIn, listed(at.deliveries)),
);

const awaitOne = insertInto('awaited_subjects', AwaitedSubjectSchema);

type Awaiting = Pick<WebhookDeliveryRecord, 'id' | 'accountId'> & { awaited: ReadonlySet<string> };

/** Stores the subjects that deliveries wait for, in place of those stored before. */
export async function awaitSubjects(tx: Sql, deliveries: readonly Awaiting[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.run(awaitNothing, { deliveries: JSON.stringify(deliveries.map(({ id }) => id)) });
  const rows = deliveries.flatMap(({ id, accountId, awaited }) =>
    Array.from(awaited, (reference) => ({ account_id: accountId, reference, delivery_id: id })),
  );
  await tx.runEach(awaitOne, rows);
}

interface Appeared {
  pairs: string;
  now: number;
  statuses: string;
}

// Deliveries are locked before orders, and these are locked after: one that another process retries now is left to it.
const makeDue = statement<Appeared>()((
  { db, listedPairs, rowByRow, isIn, idsOf, unlocked },
  at,
) => {
  const awaiting = db
    .selectFrom('awaited_subjects')
    .select('delivery_id')
    .where((is) =>
      is(is.refTuple('account_id', 'reference'), 'in', listedPairs(at.pairs) as never),
    );
  const waiting = db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where(rowByRow<'webhook_deliveries'>('status', at.statuses))
    .where('check_at', '>', at.now)
    .where('id', isIn, idsOf(awaiting));
  return db
    .updateTable('webhook_deliveries')
    .set({ check_at: at.now })
    .where('id', isIn, idsOf(unlocked(waiting)));
});

const unmatched = JSON.stringify(['UNMATCHED']);

/** Makes deliveries due at once that wait for these subjects. Call it in the transaction that writes the subjects. */
export async function subjectsAppeared(
  tx: Sql,
  subjects: readonly [accountId: string, reference: string][],
  now: number,
): Promise<void> {
  await tx.run(makeDue, { pairs: JSON.stringify(subjects), now, statuses: unmatched });
}
