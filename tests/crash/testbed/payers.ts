import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Played } from '../providers/provider.ts';
import { createRandom } from '../random.ts';

/** Payers and operators. They do what is still possible, otherwise nothing, and return whether they did it. */
export function payersOf(played: (name: SandboxProvider) => Played) {
  return {
    /** Pays; `part` and `over` are relative to the amount due. */
    pay: (name: SandboxProvider, number: string, how: 'full' | 'part' | 'over'): boolean =>
      attempt(() => played(name).pay(number, how)),

    decline: (name: SandboxProvider, number: string): boolean =>
      attempt(() => played(name).decline(number)),

    expire: (name: SandboxProvider, number: string): boolean =>
      attempt(() => played(name).expire(number)),

    /** The end of a refund or settlement; failures are random. */
    advance(name: SandboxProvider, kind: 'refund' | 'settlement', number: string, seed: string) {
      const { endRefund, endSettlement } = played(name);
      const random = createRandom(seed);
      const ends = random.chance(0.8);
      const end = kind === 'refund' ? endRefund : endSettlement;
      return end !== undefined && attempt(() => end(number, ends, random));
    },
  };
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
