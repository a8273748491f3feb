import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';

export interface Opened {
  provider: SandboxProvider;
  baseUrl: string;
  config: Record<string, unknown>;
  /** The account has no address for its payers, so its orders go to the next account. */
  isUnpayable?: boolean;
}

const chains = ['ETH', 'TRX', 'SOL'];

/** An account of the merchant's at each provider, in the order of routing; two at ExamplePay. */
export function openAccounts(sandbox: Sandbox): Opened[] {
  const [xcheckout, wcheckout] = [
    sandbox.provider('ANEXPAY_XCHECKOUT'),
    sandbox.provider('W_CHECKOUT'),
  ];
  const [vexora, nexapay] = [sandbox.provider('VEXORA'), sandbox.provider('NEXAPAY')];
  const examplepay = sandbox.provider('EXAMPLEPAY');
  // Payers pay only when the harness makes them.
  nexapay.switch({ autoPay: false });
  // They also notify of new orders, mostly before the answer, which is slow.
  for (const provider of [xcheckout, wcheckout]) provider.switch({ announcesOrders: true });
  const { merchantId: _merchant, ...unpayable } = xcheckout.createMerchantAccount({
    disabledTokens: chains.flatMap((chain) => [`${chain}_USDT`, `${chain}_USDC`]),
  });
  const { merchantId: _, ...xcheckoutKeys } = xcheckout.createMerchantAccount();
  const switches = { closeEnabled: true, refundQueryEnabled: true };
  return [
    {
      provider: xcheckout.name,
      baseUrl: xcheckout.baseUrl,
      config: { ...unpayable },
      isUnpayable: true,
    },
    { provider: xcheckout.name, baseUrl: xcheckout.baseUrl, config: { ...xcheckoutKeys } },
    {
      provider: wcheckout.name,
      baseUrl: wcheckout.baseUrl,
      config: { ...wcheckout.createMerchantAccount() },
    },
    {
      provider: vexora.name,
      baseUrl: vexora.baseUrl,
      config: {
        ...vexora.createMerchantAccount({ ipLimits: false }),
        eWalletCodes: ['LINEPAY', 'JKOPAY'],
      },
    },
    {
      provider: nexapay.name,
      baseUrl: nexapay.baseUrl,
      config: { ...nexapay.createMerchantAccount(), refundEnabled: true },
    },
    {
      provider: examplepay.name,
      baseUrl: examplepay.baseUrl,
      config: { ...examplepay.createMerchantAccount(), ...switches },
    },
    // The same input with all documented fields, and no others.
    {
      provider: examplepay.name,
      baseUrl: examplepay.baseUrl,
      config: { ...examplepay.createMerchantAccount() },
    },
  ];
}
