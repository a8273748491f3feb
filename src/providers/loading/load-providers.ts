import { pathToFileURL } from 'node:url';
import { StartError } from '../../domain/errors.ts';
import type { ProviderModule, ProviderModules, ProviderName } from '../provider.ts';
import { problemsOfModule } from './check-module.ts';
import { contractProblem } from './contract.ts';
import { entryOf } from './entry.ts';

/** A module file, and what it exports. */
interface Loaded {
  /** As PAYGRAPH_PROVIDERS names it. */
  source: string;
  exports: Readonly<Record<string, unknown>>;
}

/**
 * The built-in providers and those of `sources`, which are packages or paths, seen from `folder`. Throws a StartError
 * that names the source and states what to do.
 */
export async function loadProviders(
  builtIn: ProviderModules,
  sources: readonly string[],
  folder: string,
): Promise<ProviderModules> {
  if (sources.length === 0) return builtIn;
  const modules = new Map(builtIn);
  const origins = new Map<ProviderName, string>();
  for (const source of sources) {
    for (const module of await modulesOf(await load(source, folder))) {
      const { name } = module;
      const origin = origins.get(name) ?? (builtIn.has(name) ? 'part of Paygraph' : null);
      if (origin !== null) {
        throw wrong(source, `exports ${name}, which is ${origin} already: rename or leave out one`);
      }
      modules.set(name, module);
      origins.set(name, `exported by ${source}`);
    }
  }
  return modules;
}

async function load(source: string, folder: string): Promise<Loaded> {
  try {
    const entry = entryOf(source, folder);
    if (entry !== null) return { source, exports: await import(pathToFileURL(entry).href) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw wrong(source, `cannot be loaded: ${reason}. Repair it, or leave it out`);
  }
  throw new StartError(
    `PAYGRAPH_PROVIDERS names ${source}, which is not in ${folder}: ` +
      'install it there, or correct the name. A path begins with ./, ../ or /',
  );
}

async function modulesOf({ source, exports }: Loaded): Promise<ProviderModule[]> {
  const { contract, ...others } = exports;
  const problem = contractProblem(contract);
  if (problem !== null) throw wrong(source, problem);
  // A module that is also the default export counts once.
  const candidates = new Map(Object.entries(others).map(([name, value]) => [value, name]));
  if (candidates.size === 0) throw wrong(source, 'exports no provider: export a ProviderModule');
  for (const [value, name] of candidates) {
    const problems = await problemsOfModule(value);
    if (problems.length === 0) continue;
    const list = problems.join('; ');
    throw wrong(source, `exports ${name}, which is no ProviderModule of this contract: ${list}`);
  }
  return [...candidates.keys()] as ProviderModule[];
}

const wrong = (source: string, problem: string): StartError =>
  new StartError(`The provider module ${source} of PAYGRAPH_PROVIDERS ${problem}`);
