import { defineConfig } from 'vitest/config';

/** They put other modules in the place of ours, which the files after them must not see. */
const mocking = ['tests/graphql/results.test.ts'];

export default defineConfig({
  // Without Vite's condition "development", under which our files and the packages they use would
  // each get a graphql of their own, and `instanceof GraphQLError` would fail between them.
  ssr: { resolve: { conditions: ['node', 'module', 'default'] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 3,
    // A title says what must hold: it is never cut.
    taskTitleValueFormatTruncate: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['tests/**/*.test.ts'],
          exclude: mocking,
          // Nothing is kept in modules, so the files of a worker load them once: a quarter of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocking', include: mocking } },
    ],
  },
});
