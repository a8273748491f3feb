import type { Entry } from '../../sandbox/entry.ts';
import { registry } from '../../sandbox/registry.ts';
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

/** The demo merchant's, as its row in the sandbox's registry describes it. */
function likeDemo(name: SandboxProvider): TestAccount<SandboxProvider> {
  const demo: Entry | undefined = registry.find((entry) => entry.name === name);
  const { unconfigured = [], config = {} } = demo?.merchant ?? {};
  return {
    name,
    open: (provider) => provider.createMerchantAccount(),
    configOf(credentials) {
      const members = Object.entries(credentials);
      const configured = members.filter(([member]) => !unconfigured.includes(member));
      return { ...Object.fromEntries(configured), ...config };
    },
  };
}

/** Of each provider, in the order of routing. */
export const testAccounts = await ofEachProvider<TestAccount<SandboxProvider>>(
  'account.ts',
  'account',
  likeDemo,
);
