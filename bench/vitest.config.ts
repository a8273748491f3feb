import { defineConfig } from 'vitest/config';
import common from '../vitest.config.ts';

/** Separate from `npm test`: a benchmark needs the machine for itself. */
export default defineConfig({
  ...common,
  test: { include: ['bench/**/*.test.ts'], testTimeout: 120_000 },
});
