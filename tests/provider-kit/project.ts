import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const root = join(import.meta.dirname, '../..');
const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };

/** A folder outside of this repository, into which packages are installed as anybody does it, without a network. */
export interface Project extends Disposable {
  folder: string;
  write(path: string, text: string): void;
  /** Packs a package of this repository, or a folder of this project, and installs it. */
  install(folder: string): Promise<void>;
  /** What the compiler complains about, under its strictest settings. */
  compile(): Promise<string>;
}

/** What packages need from the registry. Here they are the ones of this repository. */
const dependencies = ['zod', 'undici'];

export function openProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'paygraph-outside-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(
    'package.json',
    JSON.stringify({
      type: 'module',
      dependencies: Object.fromEntries(
        dependencies.map((name) => [name, `file:${join(root, 'node_modules', name)}`]),
      ),
    }),
  );
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  return {
    folder,
    write,
    async install(from) {
      const tarball = await pack(from, folder);
      const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
      await run('npm', ['install', ...flags, `./${tarball}`], { cwd: folder, env });
      const types = join(folder, 'node_modules/@types');
      mkdirSync(types, { recursive: true });
      linkOnce(join(root, 'node_modules/@types/node'), join(types, 'node'));
    },
    async compile() {
      const done = run(join(bin, 'tsc'), ['-p', folder]);
      return (await done.catch(({ stdout }: { stdout: string }) => ({ stdout }))).stdout;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const kit = join(root, 'packages/provider-kit');

const isOwn = (path: string): boolean => !/\/(?:node_modules|dist)$/.test(path);

/**
 * Packs into `to` what `npm pack` would, built apart: other tests pack the same package meanwhile. The kit is compiled
 * where it is, because it has files of this repository in it, and others beside the packages of the project.
 */
async function pack(from: string, to: string): Promise<string> {
  const staged = mkdtempSync(join(to, 'packing-'));
  cpSync(from, staged, { recursive: true, filter: isOwn });
  const sources = from === kit ? kit : staged;
  const built = ['-p', join(sources, 'tsconfig.build.json'), '--outDir', join(staged, 'dist')];
  await run(join(bin, 'tsc'), built);
  const flags = ['--silent', '--ignore-scripts', '--pack-destination', to];
  const packed = await run('npm', ['pack', ...flags], { cwd: staged, env });
  rmSync(staged, { recursive: true });
  return packed.stdout.trim().split('\n').at(-1) ?? '';
}

function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};
