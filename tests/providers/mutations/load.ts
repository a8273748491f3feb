/** Loads a provider with one of its files replaced; everything else is shared with the unchanged ones. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProviderModule } from '../../../src/providers/provider.ts';
import type { Conforming } from '../conformance/subjects.ts';
import type { Row } from './rows.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const urlOf = (path: string): string => pathToFileURL(join(root, path)).href;

interface Mutation {
  url: string;
  source: string;
  folders: readonly string[];
}

const mutations = new Map<string, Mutation>();

function mutationOf(url: string | undefined): [id: string, mutation: Mutation] | null {
  const id = /\?mutant=(\d+)$/.exec(url ?? '')?.[1];
  const mutation = id === undefined ? undefined : mutations.get(id);
  return id === undefined || mutation === undefined ? null : [id, mutation];
}

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const [id, mutation] = mutationOf(context.parentURL) ?? [];
    const isOurs = mutation?.folders.some((folder) => resolved.url.startsWith(`${folder}/`));
    return id !== undefined && isOurs === true
      ? { ...resolved, url: `${resolved.url}?mutant=${id}` }
      : resolved;
  },
  load(url, context, next) {
    const mutation = mutationOf(url)?.[1];
    if (mutation === undefined || url.split('?')[0] !== mutation.url) return next(url, context);
    return { format: 'module-typescript', source: mutation.source, shortCircuit: true };
  },
});

/** Rejects where the mutant cannot be loaded. */
export async function loadMutant(
  { entry, exported, folders }: Conforming,
  { file, mutant }: Row,
): Promise<ProviderModule> {
  const id = String(mutations.size);
  mutations.set(id, { url: urlOf(file), source: mutant, folders: folders.map(urlOf) });
  const loaded = (await import(`${urlOf(entry)}?mutant=${id}`)) as Record<string, ProviderModule>;
  const module = loaded[exported];
  if (module === undefined) throw new Error(`${entry} does not export ${exported}`);
  return module;
}
