import { ofEachProvider } from '../../providers/each.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { CrashProvider } from './provider.ts';

/** Every provider of the sandbox, in the order of its registry. */
export const crashProviders: readonly CrashProvider[] = await ofEachProvider('crash.ts', 'crash');

const byName = new Map(crashProviders.map((one) => [one.name, one]));

export function crashProvider(name: SandboxProvider): CrashProvider {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`no such provider: ${name}`);
  return found;
}
