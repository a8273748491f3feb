import { randomBytes, randomInt } from 'node:crypto';
import type { Account, AccountOf, Platform } from '../platform.ts';

/** What merchants' accounts are made of. */
export interface AccountRules<P extends Platform, Options extends object> {
  /** How each credential of a new account is made. */
  credentials: {
    readonly [Name in keyof CredentialsOf<P>]: (platform: P) => CredentialsOf<P>[Name];
  };
  /** The credential by which requests name an account. */
  id: keyof CredentialsOf<P> & string;
  /** What an account has besides, such as balances and limits. */
  terms(options: Options): Omit<AccountOf<P>, keyof Account>;
}

export type CredentialsOf<P extends Platform> = AccountOf<P>['credentials'] &
  Readonly<Record<string, string>>;

/** What may be set of any account. */
export interface CommonOptions {
  webhookUrl?: string | undefined;
}

export const hex = (bytes: number) => (): string => randomBytes(bytes).toString('hex');

/** `count` digits, the first of which is not 0. */
export const digits = (count: number) => (): string =>
  String(randomInt(1, 10)) + Array.from({ length: count - 1 }, () => randomInt(10)).join('');

export function newCredentials<P extends Platform, Options extends object>(
  platform: P,
  { credentials }: AccountRules<P, Options>,
): CredentialsOf<P> {
  const made = Object.entries<(platform: P) => string>(credentials).map(([name, make]) => [
    name,
    make(platform),
  ]);
  return Object.fromEntries(made) as CredentialsOf<P>;
}

/** Registers an account. A second registration under the same id changes at most where webhooks go. */
export function registerAccount<P extends Platform, Options extends object>(
  platform: P,
  rules: AccountRules<P, Options>,
  account: CredentialsOf<P> & Options & CommonOptions,
): void {
  const { webhookUrl, ...members } = account;
  const all = Object.entries(members);
  const credentials = Object.fromEntries(all.filter(([name]) => name in rules.credentials));
  const options = Object.fromEntries(all.filter(([name]) => !(name in rules.credentials)));
  const id: string = account[rules.id];
  const known = platform.accounts.get(id);
  if (known !== undefined) {
    known.webhookUrl = webhookUrl ?? known.webhookUrl;
    return;
  }
  const common: Account = {
    id,
    credentials,
    webhookUrl: webhookUrl ?? null,
    entities: new Map(),
    replies: new Map(),
  };
  platform.accounts.set(id, { ...common, ...rules.terms(options as Options) });
}

/** Throws an Error for an unknown id. */
export function accountOf<P extends Platform>({ accounts }: P, id: string): AccountOf<P> {
  const account = accounts.get(id);
  if (account === undefined) throw new Error(`no such account: ${id}`);
  return account as AccountOf<P>;
}
