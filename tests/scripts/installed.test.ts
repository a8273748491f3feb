import { describe, expect, it } from 'vitest';
import { hasDevelopment, isInstalled, toInstall } from '../../scripts/installed.mjs';
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
const installed = (packages: LockFile['packages'], missing: string[] = [], development = true) =>
  isInstalled(lock, { packages }, { development, here: (path) => !missing.includes(path) });
const all = { 'node_modules/runs': runs, 'node_modules/develops': develops };

describe('after npm ci', () => {
  it('nothing is installed again', () => {
    expect(installed(all)).toBe(true);
    expect(installed({ ...all, 'node_modules/elsewhere': elsewhere })).toBe(true);
  });

  it('a start needs no packages for development, and tests do', () => {
    const { 'node_modules/develops': _, ...running } = all;
    expect(installed(running, [], false)).toBe(true);
    expect(installed(running)).toBe(false);
    expect([hasDevelopment({ packages: running }), hasDevelopment({ packages: all })]).toEqual([
      false,
      true,
    ]);
  });

  it('a start takes packages for development as they are, and replaces those of another version', () => {
    expect(installed(all, [], false)).toBe(true);
    const other = { ...develops, version: '2.0.1' };
    expect(installed({ ...all, 'node_modules/develops': other }, [], false)).toBe(false);
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
    expect(installed({ 'node_modules/develops': develops }, [], false)).toBe(false);
    expect(installed(all, ['node_modules/runs'])).toBe(false);
  });

  it('from a registry, for every system: ours are links, and not every system takes the optional ones', () => {
    const development = ['node_modules/runs', 'node_modules/develops'];
    expect(toInstall(lock, { development: true })).toEqual(development);
    expect(toInstall(lock, { development: false })).toEqual(['node_modules/runs']);
  });
});
