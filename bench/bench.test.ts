import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite } from './floors/sqlite.ts';
import type { Part, Results } from './support/report.ts';
import { createTemplate } from './support/template.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs as `npm run bench` does, with little work. The benchmark itself checks what was written and answered. */
async function shortRun(only: string): Promise<Part> {
  const out = join(folder, `${only}.json`);
  const parameters = ['bench/main.ts', '--short', '--only', only, '--out', out];
  await promisify(execFile)(process.execPath, parameters);
  const part = (JSON.parse(await readFile(out, 'utf8')) as Results)[only];
  if (part === undefined) throw new Error(`${only} was not measured`);
  return part;
}

it.each(['webhooks', 'order', 'feed', 'sharedSockets', 'createOrder'])(
  'the benchmark measures %s beside its floor',
  async (only) => {
    const { lines } = await shortRun(only);
    expect(lines[0]).toMatchObject({ speed: 1, cpuRatio: 1 });
    expect(lines[0]?.variant).toContain('floor');
    const paygraph = lines.find(({ variant }) => variant === 'Paygraph');
    expect(paygraph?.figures.perSecond).toBeGreaterThan(0);
    expect(paygraph?.figures.cpuMicros).toBeGreaterThan(0);
    expect(lines[0]?.paygraph).toBeGreaterThan(0);
    expect(lines.map(({ rounds }) => rounds.length)).toEqual(lines.map(() => 3));
  },
);

it('a copy of the database is whole, although an earlier one of its name is in use', async () => {
  const template = await createTemplate(50);
  try {
    const earlier = openSqlite(await template.copy('same'));
    earlier.prepare("update orders set reference = 'changed'").run();
    const copy = openSqlite(await template.copy('same'));
    expect(copy.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const changed = "select count(*) as orders from orders where reference = 'changed'";
    expect(copy.prepare(changed).get()).toEqual({ orders: 0 });
  } finally {
    await template.remove();
  }
});
