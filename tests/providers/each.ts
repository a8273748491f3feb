import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../sandbox/registry.ts';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';

/** The folder of a provider, in src/providers and here. */
export const folderOf = (name: SandboxProvider): string => name.toLowerCase().replaceAll('_', '-');

/**
 * What a harness needs of each provider, in the order of the sandbox's registry: an export of a file in the provider's
 * folder. So a harness names no provider, and a new one is in it as soon as it has the file. Where it has none: what
 * `otherwise` makes; rejects where that is not given.
 */
export function ofEachProvider<T>(
  file: string,
  exported: string,
  otherwise?: (name: SandboxProvider) => T,
): Promise<T[]> {
  return Promise.all(
    registry.map(async ({ name }) => {
      const path = `./${folderOf(name)}/${file}`;
      const isThere = existsSync(join(import.meta.dirname, path));
      if (otherwise !== undefined && !isThere) return otherwise(name);
      const module = (await import(path)) as Readonly<Record<string, T | undefined>>;
      const found = module[exported];
      if (found === undefined) throw new Error(`tests/providers/${path} exports no ${exported}`);
      return found;
    }),
  );
}
