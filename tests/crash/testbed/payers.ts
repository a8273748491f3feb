import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';

/** Payers and operators. They do what is still possible, otherwise nothing, and return whether they did it. */
export function payersOf(sandbox: Sandbox) {
  return {
    /** Pays; `part` and `over` are relative to the amount due. */
    pay(name: SandboxProvider, number: string, how: 'full' | 'part' | 'over'): boolean {
      return attempt(() => {
        switch (name) {
          case 'NEXAPAY':
          case 'EXAMPLEPAY':
            sandbox.provider(name).pay(number);
            break;
          case 'VEXORA':
          case 'ANEXPAY_XCHECKOUT':
          case 'W_CHECKOUT': {
            const amount = { full: {}, part: { amount: '1' }, over: { amount: '5000' } }[how];
            sandbox.provider(name).pay(number, amount);
          }
        }
      });
    },

    decline(name: SandboxProvider, number: string): boolean {
      return attempt(() => {
        if (name === 'VEXORA' || name === 'EXAMPLEPAY') sandbox.provider(name).decline(number);
        else if (name === 'NEXAPAY') sandbox.provider(name).refuse(number);
        else sandbox.provider(name).expire(number);
      });
    },

    expire(name: SandboxProvider, number: string): boolean {
      return attempt(() => {
        // NexaPay has no manual step for it: its clock expires the payment.
        if (name === 'NEXAPAY') sandbox.provider(name).refuse(number);
        else sandbox.provider(name).expire(number);
      });
    },

    /** One step of a refund or settlement, or its end; failures are random. */
    advance(name: SandboxProvider, kind: 'refund' | 'settlement', number: string, seed: string) {
      return attempt(() => advance(sandbox, name, kind, number, createRandom(seed)));
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

function advance(
  sandbox: Sandbox,
  name: SandboxProvider,
  kind: 'refund' | 'settlement',
  number: string,
  random: Random,
): void {
  const ends = random.chance(0.8);
  switch (name) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT': {
      const provider = sandbox.provider(name);
      if (kind === 'refund') provider.advanceRefund(number, ends ? 'REFUNDED' : 'FAILED');
      else
        provider.advanceSettlement(number, ends ? 'SETTLED' : random.pick(['FAILED', 'REJECTED']));
      break;
    }
    case 'VEXORA':
      if (kind === 'settlement') {
        sandbox.provider(name).advanceSettlement(number, ends ? 'SUCCEEDED' : 'FAILED');
      }
      break;
    case 'NEXAPAY':
      if (kind === 'refund') sandbox.provider(name).advanceRefund(number, ends ? 'S' : 'F');
      break;
    case 'EXAMPLEPAY': {
      const provider = sandbox.provider(name);
      if (kind === 'refund') provider.advanceRefund(number, ends ? 'REFUNDED' : 'FAILED');
      else provider.advanceSettlement(number, ends ? 'PAID' : 'FAILED');
    }
  }
}
