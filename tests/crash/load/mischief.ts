import { FAULTS } from '../../../sandbox/double/faults/faults.ts';
import { crashProvider } from '../providers/index.ts';
import type { Random } from '../random.ts';
import { providers } from '../testbed/outside.ts';
import type { Testbed } from '../testbed/testbed.ts';

const momentary = FAULTS.filter((fault) => !fault.startsWith('other-'));

/** Makes some of the next requests fail, and some providers hold their webhooks back. */
export async function makeMischief({ sandbox }: Testbed, random: Random): Promise<void> {
  const faults = random.between(10, 40);
  for (let armed = 0; armed < faults; armed += 1) {
    const provider = random.pick(providers);
    const operation = random.chance(0.75)
      ? random.pick(crashProvider(provider).operations)
      : undefined;
    const delayMs = random.between(50, 3_000);
    // In the order that the seed decides.
    await sandbox.call.arm(provider, random.pick(momentary), operation, delayMs);
  }
  for (let armed = random.between(0, 6); armed > 0; armed -= 1) {
    const provider = random.pick(providers);
    const fault = random.pick(['other-currency', 'other-amount'] as const);
    const operation = random.pick(crashProvider(provider).namingMoney);
    await sandbox.call.arm(provider, fault, operation, 0);
  }
  // A slow provider: only this makes a time between what it does and when we receive it.
  const slow = random.between(4, 16);
  for (let armed = 0; armed < slow; armed += 1) {
    const provider = random.pick(providers);
    const operation = random.pick(crashProvider(provider).operations);
    await sandbox.call.arm(provider, 'delay', operation, random.between(50, 1_500));
  }
  const silent = providers.filter(() => random.chance(0.25));
  await Promise.all(silent.map((provider) => sandbox.call.hold(provider)));
}

/** Sends what was held back at once: late, backwards, more than once. */
export async function letGo({ sandbox }: Testbed, random: Random): Promise<void> {
  const some = providers.filter(() => random.chance(0.5));
  await Promise.all(
    some.map((provider) => {
      const order = random.chance(0.5) ? 'reversed' : 'as-is';
      return sandbox.call.release(provider, order, random.between(0, 2));
    }),
  );
}
