import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** The server for tests of PostgreSQL alone. */
const serverUrl = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function onServer(text: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Whether a server answers. With `CI=true` and TEST_DATABASE_URL its absence is a failure, not a reason to skip. */
export async function isServerThere(): Promise<boolean> {
  try {
    await onServer('select 1');
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true' && process.env['TEST_DATABASE_URL'] !== undefined) throw error;
    return false;
  }
}

export interface EmptyDatabase extends AsyncDisposable {
  url: string;
}

/** An empty database on the server, dropped with the test. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const name = `paygraph_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => onServer(`drop database ${name} with (force)`),
  };
}
