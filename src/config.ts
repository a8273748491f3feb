import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Everything that the environment decides, checked once. */
export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Null: `http://localhost` and the port that is listened to. No slash at its end. */
  publicUrl: string | null;
  databaseUrl: string;
  /** 32 bytes: encrypts provider credentials; everything else that is secret is derived from it. */
  masterKey: Buffer;
  adminKey: string;
  sandbox: boolean;
  graphiql: boolean;
  metricsToken: string | null;
  logLevel: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url('must be an absolute address').optional(),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:./, 'must be sqlite:<path>')
    .default('sqlite:./data/paygraph.sqlite'),
  PAYGRAPH_MASTER_KEY: z
    .string()
    .refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  PAYGRAPH_ADMIN_KEY: z.string().optional(),
  PAYGRAPH_SANDBOX: z.enum(['on', 'off'], 'must be on or off').optional(),
  PAYGRAPH_GRAPHIQL: z.enum(['on', 'off'], 'must be on or off').default('on'),
  PAYGRAPH_METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Throws ConfigError naming every variable that is wrong. An empty variable counts as not set. */
export function readConfig(environment: NodeJS.ProcessEnv): Readonly<Config> {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  const given = parsed.data;
  const production = given.NODE_ENV === 'production';
  const keyring = openKeyring(production, dirname(given.DATABASE_URL.replace(/^sqlite:/, '')));
  return Object.freeze({
    production,
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: given.DATABASE_URL,
    masterKey: Buffer.from(
      keyring('PAYGRAPH_MASTER_KEY', given.PAYGRAPH_MASTER_KEY, 'master-key', 'base64'),
      'base64',
    ),
    adminKey: keyring('PAYGRAPH_ADMIN_KEY', given.PAYGRAPH_ADMIN_KEY, 'admin-key', 'hex'),
    sandbox: (given.PAYGRAPH_SANDBOX ?? (production ? 'off' : 'on')) === 'on',
    graphiql: given.PAYGRAPH_GRAPHIQL === 'on',
    metricsToken: given.PAYGRAPH_METRICS_TOKEN ?? null,
    logLevel: given.LOG_LEVEL,
  });
}

/** In development, keys that are not given are made once and kept beside the database. */
function openKeyring(production: boolean, folder: string) {
  return (
    variable: string,
    given: string | undefined,
    file: string,
    encoding: 'base64' | 'hex',
  ): string => {
    if (given !== undefined) return given;
    if (production) throw new ConfigError(`${variable} is needed in production`);
    const path = join(folder, file);
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, randomBytes(32).toString(encoding), { mode: 0o600 });
    }
    return readFileSync(path, 'utf8').trim();
  };
}
