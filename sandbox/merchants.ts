import type { Sandbox, SandboxProvider } from './sandbox.ts';

/** Makes a secret for a use, such as "api-key" or "sign-key". */
export type SecretOf = (use: string) => string;

/** A merchant's account at one provider. */
export interface SandboxMerchant {
  provider: SandboxProvider;
  title: string;
  credentials(secret: SecretOf): Record<string, string>;
  /** `webhookUrl` is used where requests to the provider have no webhook address. Default: none. */
  register(sandbox: Sandbox, secret: SecretOf, webhookUrl?: string): void;
}

const stablecoinKeys = (secret: SecretOf) => ({
  apiKey: secret('api-key'),
  apiSecret: secret('api-secret'),
  signKey: secret('sign-key'),
});
const vexoraKeys = (secret: SecretOf) => ({
  merchantNo: '0000000001',
  appSecret: secret('app-secret'),
});
const nexapayKeys = (secret: SecretOf) => ({
  apiKey: secret('api-key'),
  secretKey: secret('secret-key'),
  merchantId: '225',
  subMerchantId: '225',
});
const examplepayKeys = (secret: SecretOf) => ({
  appId: secret('app-id'),
  appSecret: secret('app-secret'),
});

/** One merchant at each provider. Ports follow each other in this order. */
export const merchants: readonly SandboxMerchant[] = [
  {
    provider: 'ANEXPAY_XCHECKOUT',
    title: 'ANexPay XCheckout',
    credentials: stablecoinKeys,
    register: (sandbox, secret, webhookUrl) =>
      sandbox.provider('ANEXPAY_XCHECKOUT').registerMerchantAccount({
        ...stablecoinKeys(secret),
        merchantId: 'demo',
        ...(webhookUrl !== undefined && { webhookUrl }),
      }),
  },
  {
    provider: 'W_CHECKOUT',
    title: 'W Checkout',
    credentials: (secret) => ({ ...stablecoinKeys(secret), merchantId: 'demo' }),
    register: (sandbox, secret, webhookUrl) =>
      sandbox.provider('W_CHECKOUT').registerMerchantAccount({
        ...stablecoinKeys(secret),
        merchantId: 'demo',
        ...(webhookUrl !== undefined && { webhookUrl }),
      }),
  },
  {
    provider: 'VEXORA',
    title: 'Vexora',
    credentials: vexoraKeys,
    // Someone who tries the sandbox by hand pays more than three times a day from one address.
    register: (sandbox, secret) =>
      sandbox
        .provider('VEXORA')
        .registerMerchantAccount({ ...vexoraKeys(secret), ipLimits: false }),
  },
  {
    provider: 'NEXAPAY',
    title: 'NexaPay',
    credentials: nexapayKeys,
    register: (sandbox, secret) =>
      sandbox.provider('NEXAPAY').registerMerchantAccount(nexapayKeys(secret)),
  },
  {
    provider: 'EXAMPLEPAY',
    title: 'ExamplePay',
    credentials: examplepayKeys,
    register: (sandbox, secret) =>
      sandbox.provider('EXAMPLEPAY').registerMerchantAccount(examplepayKeys(secret)),
  },
];

/** Consecutive ports from `first`, one for each provider. With 0, any free ports. */
export function portsFrom(first: number): Partial<Record<SandboxProvider, number>> {
  if (first === 0) return {};
  return Object.fromEntries(merchants.map(({ provider }, index) => [provider, first + index]));
}
