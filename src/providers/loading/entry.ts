import { existsSync, readFileSync, statSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const isPath = (source: string): boolean => /^(?:\.{0,2}[/\\]|\.{1,2}$|[a-z]:[/\\])/i.test(source);

/**
 * The file of a package or a path, seen from a folder; null where there is none. A package may be installed there or
 * beside Paygraph. (`import` resolves packages from the file that has it, which is ours.) Throws for a folder that
 * lacks the file to which it leads.
 */
export function entryOf(source: string, folder: string): string | null {
  if (isPath(source)) return fileAt(resolve(folder, source));
  const home =
    packageFolder(source, join(folder, 'here')) ?? packageFolder(source, import.meta.url);
  return home === null ? null : fileAt(home);
}

/** Null for what is not the name of a package, too. */
function packageFolder(name: string, from: string): string | null {
  try {
    const manifest = findPackageJSON(name, from.startsWith('file:') ? from : pathToFileURL(from));
    return manifest === undefined ? null : dirname(manifest);
  } catch {
    return null;
  }
}

const usualEntries = ['index.ts', 'index.js', 'index.mjs'];

/** The file itself, or what a folder's package.json names, or the index of a folder without one. */
function fileAt(path: string): string | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isFile()) return path;
  const main = mainOf(join(path, 'package.json'));
  const found = [...main, ...usualEntries].map((entry) => join(path, entry)).find(isFile);
  if (found !== undefined) return found;
  const [named] = main;
  throw new Error(
    named === undefined
      ? `there is no ${usualEntries.join(', ')} in it`
      : `its package.json leads to ${named}, which is not there: it may have to be built`,
  );
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function mainOf(manifest: string): string[] {
  if (!isFile(manifest)) return [];
  const { exports, main } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
  return [exportOf(exports), main].filter((entry) => typeof entry === 'string');
}

const conditions: ReadonlySet<string> = new Set(['.', 'node', 'import', 'default']);

/** What `import` of the package itself takes, by Node's rules for conditions: the first that holds. */
function exportOf(exports: unknown): string | null {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return null;
  for (const [condition, target] of Object.entries(exports)) {
    const found = conditions.has(condition) ? exportOf(target) : null;
    if (found !== null) return found;
  }
  return null;
}
