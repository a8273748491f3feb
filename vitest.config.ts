import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite prefers packages' development builds and Node does not: two copies of graphql refuse each other.
  ssr: { resolve: { conditions: ['module-sync', 'node', 'import', 'default'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
