import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProviders } from '../../src/providers/loading/load-providers.ts';
import { providerModules } from '../../src/providers/modules.ts';
import { kit, openProject, root, run } from './project.ts';
import type { Project } from './project.ts';

let project: Project;
/** What the command printed. */
let announced: string;

const write = (...options: string[]) =>
  run(process.execPath, ['scripts/new-provider.ts', ...options], { cwd: root });

beforeAll(async () => {
  project = openProject();
  await project.install(kit);
  const folder = join(project.folder, 'acme');
  announced = (await write('acme-pay', '--outside', folder)).stdout;
}, 120_000);
afterAll(() => project[Symbol.dispose]());

it('a new provider outside is a package of the announced files', () => {
  const files = [
    ...['index', 'config', 'client', 'mapping', 'operations', 'webhook'].map(
      (file) => `src/${file}.ts`,
    ),
    'double/start.ts',
    'double/main.ts',
    'test/subject.ts',
    'test/conformance.test.ts',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'README.md',
  ];
  for (const file of files) {
    expect(existsSync(join(project.folder, 'acme', file))).toBe(true);
    expect(announced).toContain(`  ${file}\n`);
  }
});

it('a new provider outside compiles on the packed kit', async () => {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { stdout } = await run(tsc, ['-p', join(project.folder, 'acme')]);
  expect(stdout).toBe('');
});

it('a new provider outside is loaded', async () => {
  const modules = await loadProviders(providerModules, ['./acme/src'], project.folder);
  expect(modules.get('ACME_PAY')).toMatchObject({ title: 'Acme Pay', methods: [] });
});

it('the double of a new provider outside starts by itself, with an account', async () => {
  const double = spawn(process.execPath, ['double/main.ts', '0', 'http://127.0.0.1:1/webhooks'], {
    cwd: join(project.folder, 'acme'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [printed] = (await once(double.stdout, 'data')) as [Buffer];
    expect(printed.toString()).toMatch(/^http:\/\/127\.0\.0\.1:\d+ .*\{\s.*secretKey: '/s);
  } finally {
    double.kill();
    await once(double, 'exit');
  }
}, 30_000);

it('a new provider outside fails its test with a list of what is left to do', async () => {
  const cwd = join(project.folder, 'acme');
  const test = run(process.execPath, ['--test', 'test/conformance.test.ts'], { cwd });
  const { stdout } = await test.then(
    () => {
      throw new Error('it has passed');
    },
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout).toContain('ACME_PAY createOrder: no happy path given');
  for (const file of ['src/client.ts', 'src/mapping.ts', 'double/start.ts', 'test/subject.ts']) {
    expect(stdout).toMatch(new RegExp(`${file}:\\d+ \\w`));
  }
  expect(stdout).toMatch(/README\.md:\d+ \w/);
}, 60_000);

it('a new provider outside does not overwrite what is there', async () => {
  const again = write('acme-pay', '--outside', join(project.folder, 'acme'));
  await expect(again).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is there already') as string,
  });
});
