import { spawnSync } from 'node:child_process';

/**
 * The tests in a browser, at length: every state, and each disturbance of the line for 100 pages, ten of them at once.
 * Arguments are those of Vitest.
 */
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'tests',
    '.browser.test.ts',
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      TEST_BROWSER: 'whole',
      TEST_BROWSER_TIMES: process.env['TEST_BROWSER_TIMES'] ?? '100',
    },
  },
);
process.exitCode = status ?? 1;
