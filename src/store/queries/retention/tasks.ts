import { RetentionTaskSchema } from '../../entities/log/retention-task.ts';
import type { Sql } from '../../sql.ts';
import { doNothing, insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';

const insert = insertInto('retention_tasks', RetentionTaskSchema, { conflict: doNothing });

interface Leased {
  name: string;
  now: number;
  until: number;
}

const lease = statement<Leased>()(({ db }, at) =>
  db
    .updateTable('retention_tasks')
    .set({ due_at: at.until })
    .where('name', '=', at.name)
    .where('due_at', '<=', at.now)
    .returning('position'),
);

/**
 * Takes the task until `until`, where it is due: of all processes one gets it. Returns how far it got; null where it is
 * not due.
 */
export async function leaseTask(tx: Sql, leased: Leased): Promise<string | null> {
  await tx.runEach(insert, [{ name: leased.name, position: '', due_at: 0 }]);
  const [row] = await tx.all(lease, leased);
  return row?.position ?? null;
}

interface Done {
  name: string;
  until: number;
  position: string;
  next: number;
}

const finish = statement<Done>()(({ db }, at) =>
  db
    .updateTable('retention_tasks')
    .set({ position: at.position, due_at: at.next })
    .where('name', '=', at.name)
    .where('due_at', '=', at.until),
);

/** Gives the task back, unless another process has taken it since. */
export async function finishTask(tx: Sql, done: Done): Promise<void> {
  await tx.run(finish, done);
}
