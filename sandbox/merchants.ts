import type { Entry } from './entry.ts';
import { registry } from './registry.ts';
import type { Sandbox, SandboxProvider, SandboxSwitches } from './sandbox.ts';

/** Makes a secret for a use, such as "api-key" or "sign-key". */
export type SecretOf = (use: string) => string;

/** A merchant's account at one provider. */
export interface SandboxMerchant {
  provider: SandboxProvider;
  title: string;
  /** What a Paygraph account of it is configured with. */
  credentials(secret: SecretOf): Record<string, string>;
  /** Settings of the demo's account beside its credentials. */
  config: Readonly<Record<string, unknown>>;
  order: Entry['order'];
  /** `webhookUrl` is used where requests to the provider have no webhook address. Default: none. */
  register(sandbox: Sandbox, secret: SecretOf, webhookUrl?: string): void;
}

/** One merchant at each provider. Ports follow each other in this order. */
export const merchants: readonly SandboxMerchant[] = registry.map((entry) => {
  const { name, title, order } = entry;
  const merchant: Entry['merchant'] = entry.merchant;
  const { secrets, fixed = {}, unconfigured = [], terms = {}, config = {} } = merchant;
  const all = (secret: SecretOf): Record<string, string> => ({
    ...Object.fromEntries(secrets.map((member) => [member, secret(useOf(member))])),
    ...fixed,
  });
  return {
    provider: name,
    title,
    credentials(secret) {
      const members = Object.entries(all(secret));
      return Object.fromEntries(members.filter(([member]) => !unconfigured.includes(member)));
    },
    config,
    order,
    register: (sandbox, secret, webhookUrl) =>
      sandbox.register(name, { ...all(secret), ...terms, webhookUrl }),
  };
});

/** `api-key` for `apiKey`. */
const useOf = (member: string): string =>
  member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** How each double behaves for somebody who tries it by hand. */
export const switchesByHand: SandboxSwitches = Object.fromEntries(
  registry.map(({ name, merchant }: Entry) => [name, merchant.switches]),
);

/** Consecutive ports from `first`, one for each provider. With 0, any free ports. */
export function portsFrom(first: number): Partial<Record<SandboxProvider, number>> {
  if (first === 0) return {};
  return Object.fromEntries(merchants.map(({ provider }, index) => [provider, first + index]));
}
