import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Secret } from './domain/secret.ts';

/** Everything that the environment decides, checked once. */
export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Null: `http://localhost` and the port that is listened to. No slash at its end. */
  publicUrl: string | null;
  databaseUrl: string;
  /** 32 bytes: encrypts provider credentials; everything else that is secret is derived from it. */
  masterKey: Secret<Buffer>;
  /** What was the master key before: opens what has not been sealed anew yet. */
  previousMasterKeys: readonly Secret<Buffer>[];
  adminKey: Secret;
  sandbox: boolean;
  graphiql: boolean;
  metricsToken: Secret | null;
  logLevel: string;
  limits: Limits;
  web: Web;
  /** Path of the JSON file with the documents that client tokens may run; null: any. */
  trustedDocuments: string | null;
  outbound: Outbound;
}

/** What one caller may ask for (ANSWERS 41). */
export interface Limits {
  depth: number;
  aliases: number;
  directives: number;
  tokens: number;
  cost: number;
  /** Of a request, a webhook and a WebSocket message. */
  bodyBytes: number;
  /** Milliseconds for a query or mutation. */
  operationMs: number;
  operationsPerSocket: number;
  /** WebSockets and event streams of one API key. */
  streamsPerKey: number;
  /** WebSockets and event streams of one client token's order. */
  streamsPerOrder: number;
}

/** Whom the HTTP server listens to. */
export interface Web {
  /** Origins of browsers that may read answers: "https://shop.example". Without a slash at the end. */
  corsOrigins: readonly string[];
  /** Names in the Host header beside that of `publicUrl` and loopback. */
  allowedHosts: readonly string[];
  /** Addresses or CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  connections: number;
  /** Webhooks from one source address. */
  webhooksPerSecond: number;
  /** Requests of one source address that are refused without a wait. */
  refusalsPerSecond: number;
}

/** Where our own requests may go. */
export interface Outbound {
  /** Whether loopback and private addresses are taken at all; for development and the sandbox. */
  anyTarget: boolean;
  /** Host names, addresses or CIDR ranges that are taken though they are private. */
  privateTargets: readonly string[];
  /** Calls at once to one account. */
  callsPerAccount: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const isMasterKey = (key: string): boolean => Buffer.from(key, 'base64').length === 32;
const masterKey = z.string().refine(isMasterKey, 'must be 32 bytes in base64');

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

const isOrigin = (entry: string): boolean =>
  URL.canParse(entry) && new URL(entry).origin === entry && !entry.includes('*');

const origins = list.refine(
  (given) => given.every(isOrigin),
  'must be origins like https://shop.example, separated by commas',
);

const hosts = list.refine(
  (given) => given.every((entry) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/i.test(entry)),
  'must be host names without a port, separated by commas',
);

const isRange = (entry: string): boolean => {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  return isIP(address) !== 0 && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
};

const ranges = list.refine(
  (given) => given.every(isRange),
  'must be addresses or CIDR ranges like 10.0.0.0/8, separated by commas',
);

/** Names as URLs write them: a port or a scheme would never match. */
const isHostName = (entry: string): boolean =>
  /^[\w.-]+$/.test(entry) && URL.canParse(`https://${entry}`);

const targets = list.refine(
  (given) => given.every((entry) => isRange(entry) || isHostName(entry)),
  'must be host names, addresses or CIDR ranges, separated by commas',
);

const count = (usual: number) =>
  z.coerce.number('must be a whole number').int().min(1).max(1_000_000_000).default(usual);

const onOrOff = z.enum(['on', 'off'], 'must be on or off');

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url('must be an absolute address').optional(),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:./, 'must be sqlite:<path>')
    .default('sqlite:./data/paygraph.sqlite'),
  PAYGRAPH_MASTER_KEY: masterKey.optional(),
  PAYGRAPH_PREVIOUS_MASTER_KEYS: list.pipe(z.array(masterKey)),
  PAYGRAPH_ADMIN_KEY: z.string().optional(),
  PAYGRAPH_SANDBOX: onOrOff.optional(),
  PAYGRAPH_GRAPHIQL: onOrOff.default('on'),
  PAYGRAPH_METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PAYGRAPH_MAX_DEPTH: count(15),
  PAYGRAPH_MAX_ALIASES: count(50),
  PAYGRAPH_MAX_DIRECTIVES: count(50),
  PAYGRAPH_MAX_TOKENS: count(5000),
  PAYGRAPH_MAX_COST: count(20_000),
  PAYGRAPH_MAX_BODY_BYTES: count(256 * 1024),
  // Longer than any call to a provider may take, so that its outcome is the answer.
  PAYGRAPH_OPERATION_TIMEOUT_MS: count(60_000),
  PAYGRAPH_MAX_OPERATIONS_PER_SOCKET: count(100),
  PAYGRAPH_MAX_STREAMS_PER_KEY: count(10_000),
  PAYGRAPH_MAX_STREAMS_PER_ORDER: count(50),
  PAYGRAPH_TRUSTED_DOCUMENTS: z.string().optional(),
  PAYGRAPH_CORS_ORIGINS: origins,
  PAYGRAPH_ALLOWED_HOSTS: hosts,
  PAYGRAPH_TRUSTED_PROXIES: ranges,
  PAYGRAPH_MAX_CONNECTIONS: count(20_000),
  PAYGRAPH_WEBHOOKS_PER_SECOND: count(10_000),
  PAYGRAPH_REFUSALS_PER_SECOND: count(500),
  PAYGRAPH_PRIVATE_TARGETS: targets,
  PAYGRAPH_MAX_CALLS_PER_ACCOUNT: count(32),
});

type Given = z.output<typeof schema>;

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
  const sandbox = (given.PAYGRAPH_SANDBOX ?? (production ? 'off' : 'on')) === 'on';
  const keyFile = openKeyFiles(production, dirname(given.DATABASE_URL.replace(/^sqlite:/, '')));
  const [active = '', ...previous] = masterKeysOf(given, keyFile);
  return Object.freeze({
    production,
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: given.DATABASE_URL,
    masterKey: secretBytes(active),
    previousMasterKeys: previous.map(secretBytes),
    adminKey: new Secret(
      given.PAYGRAPH_ADMIN_KEY ?? keyFile('PAYGRAPH_ADMIN_KEY', 'admin-key', 'hex'),
    ),
    sandbox,
    graphiql: given.PAYGRAPH_GRAPHIQL === 'on',
    metricsToken: given.PAYGRAPH_METRICS_TOKEN ? new Secret(given.PAYGRAPH_METRICS_TOKEN) : null,
    logLevel: given.LOG_LEVEL,
    limits: limitsOf(given),
    web: webOf(given),
    trustedDocuments: given.PAYGRAPH_TRUSTED_DOCUMENTS ?? null,
    outbound: {
      anyTarget: !production || sandbox,
      privateTargets: given.PAYGRAPH_PRIVATE_TARGETS,
      callsPerAccount: given.PAYGRAPH_MAX_CALLS_PER_ACCOUNT,
    },
  });
}

const limitsOf = (given: Given): Limits => ({
  depth: given.PAYGRAPH_MAX_DEPTH,
  aliases: given.PAYGRAPH_MAX_ALIASES,
  directives: given.PAYGRAPH_MAX_DIRECTIVES,
  tokens: given.PAYGRAPH_MAX_TOKENS,
  cost: given.PAYGRAPH_MAX_COST,
  bodyBytes: given.PAYGRAPH_MAX_BODY_BYTES,
  operationMs: given.PAYGRAPH_OPERATION_TIMEOUT_MS,
  operationsPerSocket: given.PAYGRAPH_MAX_OPERATIONS_PER_SOCKET,
  streamsPerKey: given.PAYGRAPH_MAX_STREAMS_PER_KEY,
  streamsPerOrder: given.PAYGRAPH_MAX_STREAMS_PER_ORDER,
});

const webOf = (given: Given): Web => ({
  corsOrigins: given.PAYGRAPH_CORS_ORIGINS,
  allowedHosts: given.PAYGRAPH_ALLOWED_HOSTS,
  trustedProxies: given.PAYGRAPH_TRUSTED_PROXIES,
  connections: given.PAYGRAPH_MAX_CONNECTIONS,
  webhooksPerSecond: given.PAYGRAPH_WEBHOOKS_PER_SECOND,
  refusalsPerSecond: given.PAYGRAPH_REFUSALS_PER_SECOND,
});

const secretBytes = (key: string): Secret<Buffer> => new Secret(Buffer.from(key, 'base64'));

/** The active one first. The file may have several, one a line. */
function masterKeysOf(given: Given, keyFile: KeyFile): string[] {
  const { PAYGRAPH_MASTER_KEY: active, PAYGRAPH_PREVIOUS_MASTER_KEYS: previous } = given;
  if (active !== undefined) return [active, ...previous];
  const kept = keyFile('PAYGRAPH_MASTER_KEY', 'master-key', 'base64');
  const lines = kept.split(/\s+/).filter((line) => line !== '');
  if (lines.length === 0 || !lines.every(isMasterKey)) {
    throw new ConfigError('The file master-key must have 32 bytes in base64 on each line');
  }
  return [...lines, ...previous];
}

type KeyFile = (variable: string, file: string, encoding: 'base64' | 'hex') => string;

/** In development, keys that are not given are made once and kept beside the database. */
function openKeyFiles(production: boolean, folder: string): KeyFile {
  return (variable, file, encoding) => {
    if (production) throw new ConfigError(`${variable} is needed in production`);
    const path = join(folder, file);
    if (!existsSync(path)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, randomBytes(32).toString(encoding), { mode: 0o600 });
    }
    return readFileSync(path, 'utf8').trim();
  };
}
