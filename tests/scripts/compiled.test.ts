import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startPaygraph } from '../support/process.ts';

it('what a start has compiled is kept for the next one, though the process is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-compiled-'));
  const cache = join(folder, 'cache');
  try {
    const started = await startPaygraph({
      databaseUrl: `sqlite:${join(folder, 'paygraph.db')}`,
      adminKey: 'adm_that_is_long_enough_for_the_server',
      env: { NODE_COMPILE_CACHE: cache },
    });
    await started.kill();
    // One file for each module.
    expect((await readdir(cache, { recursive: true })).length).toBeGreaterThan(1000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
