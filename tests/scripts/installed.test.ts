import { describe, expect, it } from 'vitest';
import { isInstalled, toInstall } from '../../scripts/installed.mjs';
import type { LockFile } from '../../scripts/installed.mjs';

const runs = { version: '1.0.0', integrity: 'sha512-runs' };
const develops = { version: '2.0.0', integrity: 'sha512-develops', dev: true };
const elsewhere = { version: '3.0.0', integrity: 'sha512-elsewhere', optional: true };
const lock: LockFile = {
  packages: {
    '': {},
    'node_modules/@paygraph/ours': { link: true },
    ours: { version: '0.1.0' },
    'node_modules/runs': runs,
    'node_modules/develops': develops,
    'node_modules/elsewhere': elsewhere,
  },
};
const installed = (packages: LockFile['packages'], missing: string[] = [], isProduction = false) =>
  isInstalled(lock, { packages }, { isProduction, here: (path) => !missing.includes(path) });
const all = { 'node_modules/runs': runs, 'node_modules/develops': develops };

describe('after npm ci', () => {
  it('nothing is installed again', () => {
    expect(installed(all)).toBe(true);
    expect(installed({ ...all, 'node_modules/elsewhere': elsewhere })).toBe(true);
  });

  it('without the packages for development nothing is installed in production', () => {
    const { 'node_modules/develops': _, ...production } = all;
    expect(installed(production, [], true)).toBe(true);
    expect(installed(production)).toBe(false);
  });
});

describe('the packages of package-lock.json are installed', () => {
  it('where a package is of another version, or of another content', () => {
    for (const other of [{ version: '1.0.1' }, { integrity: 'sha512-other' }]) {
      expect(installed({ ...all, 'node_modules/runs': { ...runs, ...other } })).toBe(false);
    }
    const other = { ...elsewhere, version: '3.0.1' };
    expect(installed({ ...all, 'node_modules/elsewhere': other })).toBe(false);
  });

  it('where a package is missing, by the list or in its folder', () => {
    expect(installed({ 'node_modules/develops': develops }, [], true)).toBe(false);
    expect(installed(all, ['node_modules/runs'])).toBe(false);
  });

  it('from a registry, for every system: ours are links, and not every system takes the optional ones', () => {
    expect(toInstall(lock)).toEqual(['node_modules/runs', 'node_modules/develops']);
  });
});
