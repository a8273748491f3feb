import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';

/** Tables whose rows wait in lanes. */
export type Laned =
  'orders' | 'refunds' | 'settlements' | 'abnormal_payments' | 'webhook_deliveries';

export interface Lease {
  id: string;
  /** The row is leased if it is due by this time; a lease is renewed if it runs until this time. */
  at: number;
  until: number;
}

/** The statements that lease the rows of a table. */
export function leasesOf(table: Laned) {
  return {
    // A row that another process changes now is left: it is due again when that is done.
    lease: statement<Lease>()((dialect, at) =>
      shared<Laned>(dialect.db)
        .updateTable(table)
        .set({ check_at: at.until })
        .where('id', '=', (eb) =>
          dialect.unlocked(
            eb
              .selectFrom(table)
              .select('id')
              .where('id', '=', at.id)
              .where('check_at', '<=', at.at),
          ),
        ),
    ),
    renewLease: statement<Lease>()(({ db }, at) =>
      shared<Laned>(db)
        .updateTable(table)
        .set({ check_at: at.until })
        .where('id', '=', at.id)
        .where('check_at', '=', at.at),
    ),
  };
}
