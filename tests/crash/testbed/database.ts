import { DatabaseSync } from 'node:sqlite';
import type { Pool } from 'pg';
import { isPostgres } from '../../../src/store/open.ts';
import { createPool } from '../../../src/store/postgres/pool.ts';
import { sqlOver } from '../../../src/store/postgres/sql.ts';

type Value = string | number;

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

/** The database of the process, seen from outside. A file is opened for each use, and not while the process is down. */
export class Database {
  readonly #path: string;
  readonly #pool: Pool | null;

  /** `url`: as in DATABASE_URL. */
  constructor(url: string) {
    this.#path = url.replace(/^sqlite:/, '');
    this.#pool = isPostgres(url) ? createPool(url, 2) : null;
  }

  async all<Row>(text: string, ...values: Value[]): Promise<Row[]> {
    if (this.#pool !== null) return sqlOver(this.#pool).all<Row>(text, ...values);
    const database = new DatabaseSync(this.#path, { readOnly: true });
    try {
      return database.prepare(text).all(...values) as Row[];
    } finally {
      database.close();
    }
  }

  async count(text: string, ...values: Value[]): Promise<number> {
    return (await this.all<{ n: number }>(text, ...values))[0]?.n ?? 0;
  }

  /** Runs statements past the process. */
  async tamper(...texts: readonly string[]): Promise<void> {
    if (this.#pool !== null) {
      for (const text of texts) await this.#pool.query(text);
      return;
    }
    const database = new DatabaseSync(this.#path, { timeout: 5_000 });
    for (const text of texts) database.exec(text);
    database.close();
  }

  async tables(): Promise<string[]> {
    const text = this.#pool
      ? "select tablename as name from pg_tables where schemaname = 'public' order by name"
      : `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`;
    return (await this.all<{ name: string }>(text)).map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.#pool?.end();
  }

  /** Every object that has a status of its own. */
  subjects(): Promise<SubjectRow[]> {
    return this.all(subjects);
  }

  eventsAfter(seq: number): Promise<EventRow[]> {
    return this.all('select * from events where seq > ? order by seq', seq);
  }

  lastSeq(): Promise<number> {
    return this.count('select coalesce(max(seq), 0) as n from events');
  }

  /** What is still due, soonest first. */
  due(): Promise<{ what: string; status: string; at: number }[]> {
    return this.all(
      `select kind || ' ' || id as what, status, check_at as at from (${subjects}) as subject
         where check_at is not null
       union all
       select 'webhook ' || id, status, check_at from webhook_deliveries where check_at is not null
       order by 3`,
    );
  }
}
