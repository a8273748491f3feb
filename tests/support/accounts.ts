import type { SandboxProvider, SandboxProviders } from '../../sandbox/sandbox.ts';
import { ofEachProvider } from '../providers/each.ts';

export type Credentials<Name extends SandboxProvider> = ReturnType<
  SandboxProviders[Name]['createMerchantAccount']
>;

export interface AccountOptions {
  /** Tokens that the stablecoin gateways do not pay in. */
  disabledTokens: string[];
}

/** The account that a test app has at a provider. */
export interface TestAccount<Name extends SandboxProvider> {
  name: Name;
  /** Opens it at the provider. */
  open: (provider: SandboxProviders[Name], options: AccountOptions) => Credentials<Name>;
  /** The configuration of the Paygraph account. */
  configOf: (credentials: Credentials<Name>) => object;
  /** Directs webhooks to Paygraph, whose origin a restart changes. Omitted where each request names the address. */
  pointWebhooks?: (
    provider: SandboxProviders[Name],
    credentials: Credentials<Name>,
    to: { origin: string; webhookUrl: string },
  ) => void;
}

/** Of each provider, in the order of routing. */
export const testAccounts: readonly TestAccount<SandboxProvider>[] = await ofEachProvider(
  'account.ts',
  'account',
);
