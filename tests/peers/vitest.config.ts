import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in the root: each package has one graphql. Here it is 16, and that of the server is 17.
  ssr: { resolve: { conditions: ['node', 'module-sync', 'default'] } },
  test: {
    include: ['tests/peers/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    taskTitleValueFormatTruncate: 0,
  },
});
