import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without Vite's condition "development", under which our files and the packages they use would
  // each get a graphql of their own, and `instanceof GraphQLError` would fail between them.
  ssr: { resolve: { conditions: ['node', 'import', 'module', 'default'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 3,
    // A title says what must hold: it is never cut.
    taskTitleValueFormatTruncate: 0,
  },
});
