import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

/** The servers that tests may use. Null where there is none. */
export interface Servers {
  /** As in DATABASE_URL: a database from which others may be created. */
  postgres: string | null;
  redis: string | null;
}

const patienceMs = 2000;

/** Each server of the tests: by which variable it is named, where it usually is, and its program. */
const known = {
  PostgreSQL: {
    variable: 'TEST_DATABASE_URL',
    usual: 'postgres://postgres@127.0.0.1:5432/postgres',
    program: 'postgres',
    answers: postgresAnswers,
  },
  Redis: {
    variable: 'TEST_REDIS_URL',
    usual: 'redis://127.0.0.1:6379',
    program: 'redis-server',
    answers: redisAnswers,
  },
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks for the servers of the environment, or else at their usual places. `leftOut` is told of each that does not
 * answer. With CI=true that is an error where the machine has the server: tests that could run must not be left out.
 */
export async function findServers(
  environment: Environment,
  leftOut: (line: string) => unknown,
): Promise<Servers> {
  const find = async (name: keyof typeof known): Promise<string | null> => {
    const { variable, usual, program, answers } = known[name];
    const url = environment[variable] || usual;
    const failure = await answers(url).then(() => null, String);
    if (failure === null) return url;
    const line = `${name}: its tests are left out, for it does not answer (${variable}; ${failure}).`;
    const isHere = Boolean(environment[variable]) || isInstalled(program) || (await isOpen(url));
    if (environment['CI'] === 'true' && isHere) throw new Error(line);
    leftOut(line);
    return null;
  };
  const [postgres, redis] = await Promise.all([find('PostgreSQL'), find('Redis')]);
  return { postgres, redis };
}

async function postgresAnswers(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}

async function redisAnswers(url: string): Promise<void> {
  await overSocket(url, (socket, done) => {
    socket.write('PING\r\n');
    // "-NOAUTH" is an answer too: the URL has the password.
    socket.once('data', done);
  });
}

const isOpen = (url: string): Promise<boolean> =>
  overSocket(url, (_socket, done) => done()).then(
    () => true,
    () => false,
  );

async function overSocket(
  url: string,
  use: (socket: ReturnType<typeof connect>, done: () => void) => void,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(patienceMs, () => reject(new Error('no answer')));
      socket.once('error', reject).once('connect', () => use(socket, resolve));
    });
  } finally {
    socket.destroy();
  }
}

/** In the path, or where Debian has the programs of servers. */
function isInstalled(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return (
    folders.some((folder) => existsSync(join(folder, program))) ||
    (program === 'postgres' && existsSync('/usr/lib/postgresql'))
  );
}
