import { z } from 'zod';
import { openKeyFiles } from './config/key-files.ts';
import { limitList } from './config/limits.ts';
import type { Limits } from './config/limits.ts';
import { ConfigError } from './config/config-error.ts';
import { crossCheck } from './config/cross-check.ts';
import { folderOf, masterKeysOf } from './config/master-keys.ts';
import * as value from './config/values.ts';
import { Secret } from './domain/secret.ts';
import type { Retention } from './domain/retention/retention.ts';

/** The configuration from the environment, validated. */
export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Without a slash at the end. Null means `http://localhost` and the port of the server. */
  publicUrl: string | null;
  databaseUrl: Secret;
  /** Redis or Valkey, which notifies other processes. Null: PostgreSQL does, where it is the database. */
  redisUrl: Secret | null;
  /** 32 bytes. It encrypts provider credentials, and all other keys are derived from it. */
  masterKey: Secret<Buffer>;
  /** Former master keys. They open what is not yet sealed with the active one. */
  previousMasterKeys: readonly Secret<Buffer>[];
  adminKey: Secret;
  duties: Duties;
  /** Modules of providers outside of this repository: packages or paths. */
  providers: readonly string[];
  sandbox: boolean;
  graphiql: boolean;
  /** Whether the documentation is served. */
  docs: boolean;
  console: boolean;
  /** Whether the schema is served as a subgraph of Apollo Federation 2. */
  federation: boolean;
  /** What answers GraphQL requests. Both give the same answers. */
  graphqlEngine: 'FAST' | 'REFERENCE';
  metricsToken: Secret | null;
  /** Of an OTLP receiver, to which traces are sent. Null: there are none. */
  tracesEndpoint: string | null;
  logLevel: string;
  limits: Limits;
  web: Web;
  /** Path of the JSON file with the documents that client tokens may run. Null allows any. */
  trustedDocuments: string | null;
  outbound: Outbound;
  retention: Retention;
}

/** What a process does. */
export interface Duties {
  /** Answers requests and webhooks. */
  serves: boolean;
  /** Works off what is due. */
  works: boolean;
}

/** Whose requests the HTTP server accepts. */
export interface Web {
  /** Origins whose pages may read answers: "https://shop.example", without a slash at the end. */
  corsOrigins: readonly string[];
  /** Names allowed in the Host header, beside that of `publicUrl` and loopback. */
  allowedHosts: readonly string[];
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is trusted. */
  trustedProxies: readonly string[];
}

/** Where outgoing requests may go. */
export interface Outbound {
  /** Whether all loopback and private addresses are allowed. For development and the sandbox. */
  anyTarget: boolean;
  /** Host names, addresses or CIDR ranges that are allowed although they are private. */
  privateTargets: readonly string[];
}

export { ConfigError } from './config/config-error.ts';

const schema = z.object({
  // An unknown name, such as "prod", is refused. Otherwise it would mean development.
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('development'),
  PORT: value.whole(0, 65_535, 'must be a port number').default(4000),
  HOST: value.host.default('127.0.0.1'),
  PUBLIC_URL: value.webAddress.optional(),
  DATABASE_URL: value.database.default(value.usualDatabase),
  REDIS_URL: value.redis.optional(),
  PAYGRAPH_MASTER_KEY: value.masterKey.optional(),
  PAYGRAPH_PREVIOUS_MASTER_KEYS: value.list.pipe(z.array(value.masterKey)),
  PAYGRAPH_ADMIN_KEY: value.bearer.optional(),
  PAYGRAPH_ROLE: z.enum(['all', 'serve', 'work']).default('all'),
  PAYGRAPH_PROVIDERS: value.list,
  PAYGRAPH_SANDBOX: value.onOrOff.optional(),
  PAYGRAPH_GRAPHIQL: value.onOrOff.default('on'),
  PAYGRAPH_DOCS: value.onOrOff.default('on'),
  PAYGRAPH_CONSOLE: value.onOrOff.default('on'),
  PAYGRAPH_FEDERATION: value.onOrOff.default('off'),
  PAYGRAPH_GRAPHQL_ENGINE: z.enum(['fast', 'reference']).default('fast'),
  OTEL_EXPORTER_OTLP_ENDPOINT: value.webAddress.optional(),
  PAYGRAPH_METRICS_TOKEN: value.bearer.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PAYGRAPH_LIMITS: limitList,
  PAYGRAPH_TRUSTED_DOCUMENTS: value.readable.optional(),
  PAYGRAPH_CORS_ORIGINS: value.origins,
  PAYGRAPH_ALLOWED_HOSTS: value.hosts,
  PAYGRAPH_TRUSTED_PROXIES: value.ranges,
  PAYGRAPH_PRIVATE_TARGETS: value.targets,
  PAYGRAPH_KEEP_BODIES: value.days(1).optional(),
  PAYGRAPH_KEEP_POLLS: value.days(1).optional(),
  PAYGRAPH_KEEP_EVENTS: value.days(30).optional(),
  PAYGRAPH_ARCHIVE: z.string().optional(),
});

/** Variables of earlier versions. A limit that an operator set must not fall back to its default silently. */
const retired =
  /^PAYGRAPH_(?:MAX_\w+|OPERATION_TIMEOUT_MS|REFUSALS_PER_SECOND|WEBHOOKS_PER_SECOND)$/;

/** Throws ConfigError that names every wrong variable. An empty variable counts as not set. */
export function readConfig(environment: NodeJS.ProcessEnv): Readonly<Config> {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(set));
  const issues = parsed.error?.issues ?? [];
  const wrong = [
    ...issues.map(({ path, message }) => `${path.join('.')} ${message}`),
    ...crossCheck(Object.fromEntries(set)),
    ...set
      .filter(([name]) => retired.test(name))
      .map(([name]) => `${name} is not read any more: set PAYGRAPH_LIMITS`),
  ];
  if (!parsed.success || wrong.length > 0) {
    throw new ConfigError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const sandbox = (env.PAYGRAPH_SANDBOX ?? (production ? 'off' : 'on')) === 'on';
  const keyFile = openKeyFiles(folderOf(env.DATABASE_URL));
  const [masterKey, ...previousMasterKeys] = masterKeysOf(env, keyFile);
  if (masterKey === undefined) throw new ConfigError('There is no master key');
  return Object.freeze({
    production,
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: new Secret(env.DATABASE_URL),
    redisUrl: env.REDIS_URL === undefined ? null : new Secret(env.REDIS_URL),
    masterKey,
    previousMasterKeys,
    adminKey: new Secret(
      env.PAYGRAPH_ADMIN_KEY ?? keyFile('PAYGRAPH_ADMIN_KEY', 'admin-key', 'hex'),
    ),
    duties: { serves: env.PAYGRAPH_ROLE !== 'work', works: env.PAYGRAPH_ROLE !== 'serve' },
    providers: env.PAYGRAPH_PROVIDERS,
    sandbox,
    graphiql: env.PAYGRAPH_GRAPHIQL === 'on',
    docs: env.PAYGRAPH_DOCS === 'on',
    console: env.PAYGRAPH_CONSOLE === 'on',
    federation: env.PAYGRAPH_FEDERATION === 'on',
    graphqlEngine: env.PAYGRAPH_GRAPHQL_ENGINE === 'fast' ? 'FAST' : 'REFERENCE',
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    metricsToken: env.PAYGRAPH_METRICS_TOKEN ? new Secret(env.PAYGRAPH_METRICS_TOKEN) : null,
    logLevel: env.LOG_LEVEL,
    limits: env.PAYGRAPH_LIMITS,
    web: {
      corsOrigins: env.PAYGRAPH_CORS_ORIGINS,
      allowedHosts: env.PAYGRAPH_ALLOWED_HOSTS,
      trustedProxies: env.PAYGRAPH_TRUSTED_PROXIES,
    },
    trustedDocuments: env.PAYGRAPH_TRUSTED_DOCUMENTS ?? null,
    outbound: {
      anyTarget: !production || sandbox,
      privateTargets: env.PAYGRAPH_PRIVATE_TARGETS,
    },
    retention: {
      bodiesDays: env.PAYGRAPH_KEEP_BODIES ?? null,
      pollsDays: env.PAYGRAPH_KEEP_POLLS ?? null,
      eventsDays: env.PAYGRAPH_KEEP_EVENTS ?? null,
      archiveFolder: env.PAYGRAPH_ARCHIVE ?? null,
    },
  });
}
