import type { OutboxState } from '../webhooks/outbox.ts';

/** What a provider takes over from the process before. */
export interface ProviderBooks {
  state(): ProviderState;
  /** Takes over a state of `state`, and plans all that it was waiting for. */
  restore(state: ProviderState): void;
}

/** The accounts hold all subjects. Subjects refer to each other, so a state is stored as one. */
export interface ProviderState<Account extends object = object> {
  accounts: Map<string, Account>;
  effects: object;
  outbox: OutboxState;
  /** How many numbers of a kind were assigned on a day, where they are assigned so. */
  sequences?: Map<string, number>;
}

interface Parts<Account extends object> {
  platform: { accounts: Map<string, Account>; effects: object };
  outbox: { state(): OutboxState; restore(state: OutboxState): void };
  sequences?: Map<string, number>;
  /** Completes an account with what is not stored, and plans what is open in it. */
  resume: (account: Account) => void;
}

export function providerBooks<Account extends object>(parts: Parts<Account>): ProviderBooks {
  const { platform, outbox, sequences, resume } = parts;
  return {
    state: () => ({
      accounts: platform.accounts,
      effects: platform.effects,
      outbox: outbox.state(),
      ...(sequences !== undefined && { sequences }),
    }),
    restore(state) {
      for (const [key, account] of (state as ProviderState<Account>).accounts) {
        platform.accounts.set(key, account);
        resume(account);
      }
      for (const [day, last] of state.sequences ?? []) sequences?.set(day, last);
      Object.assign(platform.effects, state.effects);
      outbox.restore(state.outbox);
    },
  };
}
