import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { findServers } from './tests/support/servers/find.ts';

/** They put others in the place of our modules, or of timers, which files beside and after them must not see. */
const mocking = globSync('tests/**/*.test.ts').filter((path) =>
  /vi\.(?:mock|useFakeTimers)\(/.test(readFileSync(path, 'utf8')),
);

/** Folders whose tests use a database: they run on each of the two. */
const onDatabases =
  'tests/{commands,crash,e2e,fuzz,graphql,hostile,http,notifier,observability,operations,regressions,scale,simulation,store}/**/*.test.ts';
/** The client, of which the streams come from either. */
const ofClients = 'tests/clients/follow.test.ts';
/** They go through every case of something, which takes minutes on PostgreSQL: `npm run prove -- postgres`. */
const exhaustive = [
  'tests/{fuzz,hostile,http}/**',
  'tests/{cli,crash}/**',
  'tests/commands/{restore,verify}.test.ts',
  'tests/operations/{event-endpoints,payment-links}/killed.test.ts',
  'tests/e2e/{*.browser,examplepay,examplepay-faults,examplepay-refunds,nexapay,sandbox-restart,vexora}.test.ts',
  'tests/graphql/{audiences,audience-interleavings}.test.ts',
  'tests/observability/alerts/**',
  'tests/graphql/{limits,principals}/**',
  'tests/operations/{fault-matrix,interleavings,order-proof}/**',
  'tests/operations/{bad-input/bad-input,cancel,crash,explanation,outcomes,permutations}.test.ts',
  'tests/operations/{access-tokens,background,key-rotation,keys,ladder,rate-limited,restored-refunds}.test.ts',
  'tests/operations/{three-processes.postgres,unknown-order,unreachable,webhook-retries,webhook-trust}.test.ts',
  'tests/operations/{abnormal-payments,reconciliation}/**',
  'tests/operations/verification/corruptions.test.ts',
  'tests/regressions.test.ts',
  'tests/simulation/**',
];
const leftOutOnPostgres = process.env['TEST_POSTGRES'] === 'whole' ? [] : exhaustive;

/** They use no database. */
const withoutOne = ['tests/graphql/compiled/**', 'tests/graphql/transports/!(revocation).test.ts'];

/** A package of its own, with its packages in it: `npm run prove -- peers`. */
const peers = 'tests/peers/**';

/**
 * A fifth of the time of all: real browsers, several servers on one database, every fault at every call. Who names files
 * runs them, and so does `npm run test:all`.
 */
const long = ['tests/**/*.browser.test.ts', 'tests/scale/**', 'tests/operations/fault-matrix/**'];
const isWhole = process.argv.some((argument) => /^tests\/|\.test\.|^--mode=all$/.test(argument));
const leftOut = isWhole ? [] : long;

/** What is of one database alone. */
const ofSqlite = 'tests/**/*.sqlite.test.ts';
const ofPostgres = 'tests/**/*.postgres.test.ts';

const { postgres, redis } = await findServers(process.env, (line) =>
  process.stderr.write(`${line}\n`),
);
/** Set where the server is there. */
const env = { TEST_DATABASE_URL: postgres ?? '', TEST_REDIS_URL: redis ?? '' };

/** Nothing is kept in modules, so the files of a worker load them once: a quarter of the time. */
const isolate = false;

/** Node runs our TypeScript as it is. Vite would transform it first, in each of the projects. */
const native = { viteModuleRunner: false, nodeLoader: false };

/** They measure, so nothing else of ours runs at the same time. */
const alone = ['tests/regressions/a09.test.ts'];

export default defineConfig({
  // Without Vite's condition "development", under which our files and the packages they use would
  // each get a graphql of their own, and `instanceof GraphQLError` would fail between them.
  ssr: { resolve: { conditions: ['node', 'module', 'default'] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Of `expect.poll`: on a busy machine a page needs more than the usual second.
    expect: { poll: { timeout: 20_000 } },
    // Some wait for an answer or a clock. Each more compiles for itself what the others have compiled: five take 1.5 times
    // as long as two.
    maxWorkers: 3,
    env,
    // A title says what must hold: it is never cut.
    taskTitleValueFormatTruncate: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['tests/**/*.test.ts'],
          exclude: [...mocking, ...alone, ...leftOut, ofPostgres, peers],
          isolate,
          experimental: native,
        },
      },
      { extends: true, test: { name: 'mocking', include: mocking } },
      {
        extends: true,
        test: { name: 'alone', include: alone, sequence: { groupOrder: 1 }, experimental: native },
      },
      ...(postgres === null
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                env: { TEST_DATABASE: 'postgres' },
                include: [onDatabases, ofClients, 'tests/regressions.test.ts'],
                exclude: [
                  ...mocking,
                  ...alone,
                  ...leftOut,
                  ...leftOutOnPostgres,
                  ...withoutOne,
                  ofSqlite,
                ],
                globalSetup: 'tests/support/servers/setup.ts',
                isolate,
                experimental: native,
              },
            },
          ]),
    ],
  },
});
