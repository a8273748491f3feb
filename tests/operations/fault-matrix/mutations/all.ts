import { ofEachProvider } from '../../../providers/each.ts';
import type { AccountMutations } from '../mutations.ts';

const byProvider = await ofEachProvider<readonly AccountMutations[]>(
  'fault-mutations.ts',
  'faultMutations',
);

export const allAccounts = byProvider.flat();

/** The first account of each provider. */
export const firstAccounts: readonly AccountMutations[] = byProvider.flatMap((all) =>
  all.slice(0, 1),
);
