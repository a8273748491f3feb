import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSource, readSources } from './support/sources.ts';

const root = join(import.meta.dirname, '..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Package {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, unknown>;
  workspaces: string[];
  allowScripts: Record<string, boolean>;
}

const manifest = readJson('package.json') as Manifest;
const lock = readJson('package-lock.json') as {
  lockfileVersion: number;
  packages: Record<string, Package>;
};
const { '': ourselves, ...packages } = lock.packages;
/** Our own packages are folders of this repository, and links to them. */
const isOurs = ([path, { resolved = path, link }]: [string, Package]): boolean =>
  manifest.workspaces.includes(link === true ? resolved : path);
const installed = Object.entries(packages).filter((one) => !isOurs(one));
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');
const publicRegistry = 'https://registry.npmjs.org/';
/** A package without an address comes from the registry of whoever installs it; its content is fixed. */
const isFromRegistry = ({ resolved = publicRegistry }: Package): boolean =>
  resolved.startsWith(publicRegistry);

describe('the lock file', () => {
  it('states the same as package.json', () => {
    const { dependencies, devDependencies } = manifest;
    expect(ourselves).toMatchObject({ dependencies, devDependencies });
    const direct = { ...dependencies, ...devDependencies };
    const locked = Object.keys(direct).map((name) => [
      name,
      packages[`node_modules/${name}`]?.version,
    ]);
    expect(Object.fromEntries(locked)).toEqual(direct);
  });

  it('fixes the content of every package by its hash', () => {
    const loose = installed.filter(
      ([, { integrity }]) => integrity?.startsWith('sha512-') !== true,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('takes nothing from anywhere but a registry, and nothing over plain http', () => {
    const elsewhere = installed.filter(([, one]) => one.link === true || !isFromRegistry(one));
    expect(elsewhere.map(([path]) => path)).toEqual([]);
    for (const resolved of [
      'git+ssh://git@host/x.git',
      'http://registry.npmjs.org/x',
      'file:../x',
    ]) {
      expect(isFromRegistry({ resolved })).toBe(false);
    }
  });

  it('has no package that runs a script when it is installed, but those that are named', () => {
    const hasScript = ([path, { hasInstallScript }]: (typeof installed)[number]): boolean =>
      // npm builds a package that has this file, even where no script says so.
      hasInstallScript === true || existsSync(join(root, path, 'binding.gyp'));
    const names = new Set(installed.map(([path]) => nameOf(path)));
    const scripted = new Set(installed.filter(hasScript).map(([path]) => nameOf(path)));
    expect(scripted).toContain('node');
    const unnamed = [...scripted].filter((name) => !(name in manifest.allowScripts));
    expect(unnamed, 'say in allowScripts whether it may').toEqual([]);
    const gone = Object.keys(manifest.allowScripts).filter((name) => !names.has(name));
    expect(gone, 'take what is not there out of allowScripts').toEqual([]);
  });
});

describe('package.json', () => {
  it('overrides with exact versions only', () => {
    for (const version of Object.values(manifest.overrides)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

describe('npm run sbom', () => {
  it('names every package with version and hash, and says which are for development', () => {
    const { npm_execpath: npm } = process.env;
    const command: [string, string[]] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
    const [file, before] = command;
    const arguments_ = [...before, 'run', '--silent', 'sbom'];
    const { stdout, stderr } = spawnSync(file, arguments_, { cwd: root, encoding: 'utf8' });
    expect(stderr).toBe('');
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string;
      components: {
        'bom-ref': string;
        name: string;
        version: string;
        hashes?: unknown[];
        properties?: object[];
      }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const listed = new Map(components.map((one) => [`${one.name}@${one.version}`, one]));
    const expected = installed.map(([path, { version = '' }]) => `${nameOf(path)}@${version}`);
    expect(expected.filter((one) => !listed.has(one))).toEqual([]);
    const packaged = components.filter((one) => !one['bom-ref'].startsWith('@paygraph/'));
    expect(packaged.filter(({ hashes = [] }) => hashes.length === 0)).toEqual([]);
    const development = { name: 'cdx:npm:package:development', value: 'true' };
    expect(listed.get(`vitest@${manifest.devDependencies['vitest']}`)?.properties).toContainEqual(
      development,
    );
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(listed.get(`${name}@${version}`)?.properties ?? []).not.toContainEqual(development);
    }
  });
});

describe('TLS', () => {
  const off = /rejectUnauthorized:(?!\s*true\b)|checkServerIdentity|ALLOW_UNAUTHORIZED|TLS_REJECT/;

  it('is checked everywhere in the code', () => {
    const found = ['src', 'sandbox', 'demo']
      .flatMap(readSources)
      .filter(({ code }) => off.test(code));
    expect(found.map(({ path }) => path)).toEqual([]);
    const scripts = Object.values((readJson('package.json') as { scripts: object }).scripts);
    expect(scripts.filter((script) => off.test(String(script)))).toEqual([]);
    const { code } = parseSource('src/a.ts', 'connect({ rejectUnauthorized: false });\n');
    expect(code).toMatch(off);
  });
});
