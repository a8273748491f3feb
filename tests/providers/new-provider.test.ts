import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** A provider is added to a copy of the project, as docs/adding-a-provider.md says. */
const root = join(import.meta.dirname, '..', '..');
const copied = [
  'src',
  'sandbox',
  'demo',
  'scripts',
  'tests',
  'docs',
  'schema.graphql',
  'schema.released.graphql',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  '.prettierrc.json',
  '.oxlintrc.json',
];
/** The skeleton, where it is registered, and its tests, each compiled with its imports. */
const compiled = {
  extends: './tsconfig.json',
  include: ['src/providers', 'sandbox/acme-pay', 'tests/providers/acme-pay'],
};
const timeout = 120_000;

let copy: string;
let before: Map<string, string>;
let announced: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'paygraph-new-provider-'));
  for (const path of copied) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  before = contents();
  writeFileSync(join(copy, 'tsconfig.acme-pay.json'), JSON.stringify(compiled));
  announced = run('scripts/new-provider.ts', 'acme-pay').stdout;
  const [line = ''] = /^export \{.*$/m.exec(announced.replaceAll(/^ +/gm, '')) ?? [];
  appendFileSync(join(copy, 'src/providers/registry.ts'), `${line}\n`);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function contents(): Map<string, string> {
  const files = globSync(
    copied.map((path) => (path.includes('.') ? path : `${path}/**/*.*`)),
    { cwd: copy },
  );
  return new Map(files.map((path) => [path, readFileSync(join(copy, path), 'latin1')]));
}

function run(script: string, ...parameters: string[]) {
  const { VITEST: _, ...env } = process.env;
  const options = { cwd: copy, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } } as const;
  return spawnSync(process.execPath, [script, ...parameters], options);
}

it('a new provider changes one existing source file, and adds the ten announced files', () => {
  const after = contents();
  const changed = [...before].filter(([path, text]) => after.get(path) !== text);
  expect(changed.map(([path]) => path)).toEqual(['src/providers/registry.ts']);
  const added = [...after.keys()].filter((path) => !before.has(path));
  expect(added.toSorted()).toEqual([
    'docs/providers/acme-pay.md',
    'sandbox/acme-pay/start.ts',
    'src/providers/acme-pay/client.ts',
    'src/providers/acme-pay/config.ts',
    'src/providers/acme-pay/index.ts',
    'src/providers/acme-pay/mapping.ts',
    'src/providers/acme-pay/operations.ts',
    'src/providers/acme-pay/webhook.ts',
    'tests/providers/acme-pay/conformance.test.ts',
    'tests/providers/acme-pay/subject.ts',
  ]);
  for (const path of added) expect(announced).toContain(path);
});

it('a new provider compiles', { timeout }, () => {
  const tsc = 'node_modules/typescript/bin/tsc';
  const { stdout, status } = run(tsc, '--noEmit', '-p', 'tsconfig.acme-pay.json');
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

it('a new provider is in the schema as soon as it is registered', { timeout }, () => {
  expect(run('scripts/schema/main.ts', '--check').status).toBe(1);
  expect(run('scripts/schema/main.ts').status).toBe(0);
  const schema = readFileSync(join(copy, 'schema.graphql'), 'utf8');
  const [provider] = /^enum Provider \{.*?^\}/ms.exec(schema) ?? [];
  expect(provider).toContain('  ACME_PAY\n');
  const [config] = /^input ProviderConfigInput @oneOf \{.*?^\}/ms.exec(schema) ?? [];
  expect(config).toContain('  acmePay: AcmePayConfigInput\n');
  const [fields] = /^input AcmePayConfigInput \{.*?^\}/ms.exec(schema) ?? [];
  expect(fields).toContain('  merchantId: String!\n');
  expect(fields).toContain('  secretKey: String!\n');
  expect(schema).toContain('  W_CHECKOUT\n');
});

it('a new provider is in the table of providers once that is written anew', { timeout }, () => {
  const stale = run('scripts/provider-matrix.ts', '--check');
  expect(stale.status).toBe(1);
  expect(stale.stderr).toContain('npm run providers');
  expect(run('scripts/provider-matrix.ts').status).toBe(0);
  expect(run('scripts/provider-matrix.ts', '--check').status).toBe(0);
  const page = readFileSync(join(copy, 'docs/providers/README.md'), 'utf8');
  expect(page).toContain('[Acme Pay](acme-pay.md)');
});

it(
  'a new provider fails its conformance test with a list of what is left to do',
  { timeout },
  () => {
    const folder = 'tests/providers/acme-pay';
    const { stdout, stderr, status } = run('node_modules/vitest/vitest.mjs', 'run', folder);
    const output = stdout + stderr;
    expect(status).toBe(1);
    expect(output).toContain('has nothing left to do');
    for (const file of ['client', 'config', 'index', 'mapping', 'operations', 'webhook']) {
      expect(output).toMatch(new RegExp(`"src/providers/acme-pay/${file}\\.ts:\\d+ \\w`));
    }
    expect(output).toMatch(/"sandbox\/acme-pay\/start\.ts:\d+ \w/);
    expect(output).toMatch(/"tests\/providers\/acme-pay\/subject\.ts:\d+ \w/);
    expect(output).toContain('ACME_PAY createOrder: no happy path given');
    expect(output).toContain("ACME_PAY queryOrder: no table of the provider's codes given");
    expect(output).toMatch(/"docs\/providers\/acme-pay\.md:\d+ \w/);
  },
);

/** The families besides the usual one. */
const families = {
  'acme-bearer': ['--api', 'rest', '--signed', 'bearer', '--webhooks', 'signed'],
  'acme-notices': ['--api', 'rest', '--signed', 'bearer', '--webhooks', 'notices'],
  'acme-fields': ['--api', 'envelope', '--signed', 'fields', '--webhooks', 'signed'],
  'acme-envelope': ['--api', 'envelope', '--signed', 'body', '--webhooks', 'signed'],
  'acme-reduced': ['--api', 'envelope', '--signed', 'fields', '--webhooks', 'notices'],
};

it('the skeletons of all families compile and pass lint', { timeout }, () => {
  const names = ['acme-pay', ...Object.keys(families)];
  for (const [name, options] of Object.entries(families)) {
    expect(run('scripts/new-provider.ts', name, ...options).status).toBe(0);
  }
  const include = names.flatMap((name) =>
    ['src/providers', 'sandbox', 'tests/providers'].map((folder) => `${folder}/${name}`),
  );
  const compiledAll = JSON.stringify({ extends: './tsconfig.json', include });
  writeFileSync(join(copy, 'tsconfig.families.json'), compiledAll);
  const tsc = 'node_modules/typescript/bin/tsc';
  expect(run(tsc, '--noEmit', '-p', 'tsconfig.families.json').stdout).toBe('');
  const oxlint = 'node_modules/oxlint/bin/oxlint';
  const linted = run(oxlint, '--type-aware', '--deny-warnings', '-f', 'unix', ...include);
  expect(linted.stdout).toBe('');
  expect(linted.status).toBe(0);
});

it.each([
  [['--api', 'soap'], '--api is one of rest, envelope'],
  [['--signed', 'fields'], '--signed fields goes with --api envelope'],
  [['--webhooks', 'none'], '--webhooks is one of signed, notices'],
])('the skeleton refuses the family %j', (options, reason) => {
  const { stderr, status } = run('scripts/new-provider.ts', 'acme-other', ...options);
  expect(status).toBe(1);
  expect(stderr).toContain(reason);
});

it.each([
  ['acme-pay', 'is there already'],
  ['AcmePay', 'is not a name'],
  ['../acme', 'is not a name'],
])('the skeleton refuses the name %s', (name, reason) => {
  const known = contents();
  const { stderr, status } = run('scripts/new-provider.ts', name);
  expect(status).toBe(1);
  expect(stderr).toContain(reason);
  expect(contents()).toEqual(known);
});
