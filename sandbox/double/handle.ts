import type { RequestRecord } from './api/gateway.ts';
import type { AccountRules, CommonOptions, CredentialsOf } from './books/accounts.ts';
import { accountOf, newCredentials, registerAccount } from './books/accounts.ts';
import type { Faults } from './faults/faults.ts';
import type { Platform, SwitchesOf } from './platform.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

interface Parts<
  P extends Platform,
  Options extends object,
  Operation extends string,
  Forgery extends string,
> {
  name: string;
  baseUrl: string;
  platform: P;
  accounts: AccountRules<P, Options>;
  webhooks: Webhooks<P, Forgery>;
  faults: Faults<Operation>;
  operations: readonly Operation[];
  requests: () => RequestRecord<Operation>[];
}

/** A running double behind its API, for tests. What payers and operator do is added by each provider. */
export class DoubleHandle<
  P extends Platform,
  Options extends object,
  Operation extends string,
  Forgery extends string,
  Effects extends object,
> {
  readonly name: string;
  readonly baseUrl: string;
  readonly webhooks: Webhooks<P, Forgery>;
  readonly faults: Faults<Operation>;
  /** The calls of the API. */
  readonly operations: readonly Operation[];
  readonly #platform: P;
  readonly #accounts: AccountRules<P, Options>;
  readonly #requests: () => RequestRecord<Operation>[];

  constructor(parts: Parts<P, Options, Operation, Forgery>) {
    this.name = parts.name;
    this.baseUrl = parts.baseUrl;
    this.webhooks = parts.webhooks;
    this.faults = parts.faults;
    this.operations = parts.operations;
    this.#platform = parts.platform;
    this.#accounts = parts.accounts;
    this.#requests = parts.requests;
  }

  createMerchantAccount(options?: Options & CommonOptions): CredentialsOf<P> {
    const credentials = newCredentials(this.#platform, this.#accounts);
    this.registerMerchantAccount({ ...(options as Options), ...credentials });
    return credentials;
  }

  /** Registers an account. A second registration under the same id changes at most where webhooks go. */
  registerMerchantAccount(account: CredentialsOf<P> & Options & CommonOptions): void {
    registerAccount(this.#platform, this.#accounts, account);
  }

  /** Sets where webhooks go that have no address of their own. */
  setWebhookUrl(accountId: string, url: string | null): void {
    accountOf(this.#platform, accountId).webhookUrl = url;
  }

  /** Changes how it behaves where it can behave in several ways. */
  switch(changes: Partial<SwitchesOf<P>>): void {
    Object.assign(this.#platform.switches, changes);
  }

  /** How many effects there were, over all accounts. */
  effects(): Effects {
    return { ...this.#platform.effects } as Effects;
  }

  /** The received requests, oldest first. */
  requests(): RequestRecord<Operation>[] {
    return this.#requests();
  }
}
