import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';

export interface EventRow {
  seq: number;
  id: string;
  type: string;
  subject_id: string;
  version: number;
  from_status: string | null;
  to_status: string | null;
  cause: string;
  recorded_at: number;
}

export interface SubjectRow {
  id: string;
  kind: string;
  status: string;
  version: number;
  check_at: number | null;
}

const subjects = `
  select id, 'order' as kind, status, version, check_at, updated_at from orders union all
  select id, 'refund', status, version, check_at, updated_at from refunds union all
  select id, 'settlement', status, version, check_at, updated_at from settlements union all
  select id, 'abnormal payment', status, version, check_at, updated_at from abnormal_payments`;

/** The database file of the process: read only, and never while the process is down. */
export class Database {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  all<Row>(text: string, ...values: SQLInputValue[]): Row[] {
    const database = new DatabaseSync(this.#path, { readOnly: true });
    try {
      return database.prepare(text).all(...values) as Row[];
    } finally {
      database.close();
    }
  }

  count(text: string, ...values: SQLInputValue[]): number {
    return this.all<{ n: number }>(text, ...values)[0]?.n ?? 0;
  }

  /** Every object that has a status of its own. */
  subjects(): SubjectRow[] {
    return this.all(subjects);
  }

  eventsAfter(seq: number): EventRow[] {
    return this.all('select * from events where seq > ? order by seq', seq);
  }

  lastSeq(): number {
    return this.count('select coalesce(max(seq), 0) as n from events');
  }

  /** What is still due, soonest first. */
  due(): { what: string; status: string; at: number }[] {
    return this.all(
      `select kind || ' ' || id as what, status, check_at as at from (${subjects})
         where check_at is not null
       union all
       select 'webhook ' || id, status, check_at from webhook_deliveries where check_at is not null
       order by 3`,
    );
  }
}
