import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Databases of one measurement on a PostgreSQL server. */
export interface Databases {
  /** Empty, or a copy of the one of that name. Resolves to its URL. */
  create(name: string, origin?: string): Promise<string>;
  remove(): Promise<void>;
}

export function createDatabases(server: string): Databases {
  const prefix = `paygraph_bench_${randomBytes(4).toString('hex')}`;
  const created: string[] = [];
  const onServer = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return {
    async create(name, origin) {
      const database = `${prefix}_${name}`;
      const template = origin === undefined ? 'template0' : `${prefix}_${origin}`;
      await onServer(`create database ${database} template ${template}`);
      created.push(database);
      const url = new URL(server);
      url.pathname = `/${database}`;
      return url.href;
    },
    async remove() {
      for (const database of created) {
        await onServer(`drop database if exists ${database} with (force)`);
      }
    },
  };
}
