import type { TestProject } from 'vitest/node';
import { startRun } from './copies.ts';

/** Before the tests on PostgreSQL: the template of their databases. After them: nothing is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = project.config.env['TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('no server');
  const run = await startRun(server);
  // Workers start with it.
  process.env['TEST_RUN'] = String(run.number);
  return async () => run[Symbol.asyncDispose]();
}
