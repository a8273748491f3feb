import { ofEachProvider } from '../../providers/each.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { payer } from './payer.ts';
import type { Delivery, HostileProvider, Signing } from './provider.ts';

/** Every provider of the sandbox, in the order of its registry. */
const hostileProviders: readonly HostileProvider[] = await ofEachProvider('hostile.ts', 'hostile');

const byName = new Map(hostileProviders.map((one) => [one.name, one]));

export function hostileProvider(name: SandboxProvider): HostileProvider {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`no such provider: ${name}`);
  return found;
}

interface Addressed {
  provider: SandboxProvider;
  webhookUrl: string;
  config: Readonly<Record<string, unknown>>;
}

/** A webhook of the account, signed as its provider signs. */
export function sign(account: Addressed, body: string, signing: Signing): Delivery {
  const { webhookUrl, provider, config } = account;
  const { at, nonce, credentials = config } = signing;
  const credential = (name: string): string => String(credentials[name]);
  const path = new URL(webhookUrl).pathname;
  return hostileProvider(provider).sign({ body, webhookUrl, path, at, nonce, credential });
}

/** Personal data of the payers, as it would stand in a log. */
export const personalData: readonly string[] = [
  payer.lastName,
  payer.email,
  ...hostileProviders.flatMap(({ personal }) => personal),
];
