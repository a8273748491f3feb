import { createProviderAccount } from '../../../../src/operations/merchants/provider-accounts.ts';
import type { RegionFacts } from '../../../providers/vexora/subject/region-facts.ts';
import type { Scenario } from '../proof.ts';
import type { Merchant } from '../merchant.ts';
import type { Referred } from '../recorder.ts';

const minute = 60_000;
/** An order by e-wallet lives half an hour. */
const afterItsTime = 31 * minute;
const sandboxOf = ({ testApp }: Merchant) => testApp.sandbox.provider('VEXORA');

/** An account for the country alone: the same person may occur as often as there are scenarios. */
async function accountIn(merchant: Merchant, { country, currency, wallets }: RegionFacts) {
  const { testApp } = merchant;
  const keys = sandboxOf(merchant).createMerchantAccount({ country, ipLimits: false });
  const { id } = await createProviderAccount(
    testApp.app.deps,
    { kind: 'ADMINISTRATOR' },
    {
      merchant: testApp.merchantId,
      name: country,
      baseUrl: sandboxOf(merchant).baseUrlOf(country),
      config: { vexora: { ...keys, currency, eWalletCodes: wallets && [...wallets] } },
    },
  );
  return id;
}

async function ordered(merchant: Merchant, region: RegionFacts): Promise<Referred> {
  const { firstName, lastName, email, phone, ipAddress } = region.customer;
  const wallet = region.orders.map(({ method }) => method).find(({ type }) => type === 'E_WALLET');
  return merchant.order({
    reference: 'basket',
    amount: { amount: region.amount, currency: region.currency },
    method: { eWallet: { wallet: wallet?.type === 'E_WALLET' ? wallet.wallet : '' } },
    customer: { firstName, lastName, email, phone, ipAddress },
    account: await accountIn(merchant, region),
  });
}

async function settled(
  merchant: Merchant,
  region: RegionFacts,
  to: 'SUCCEEDED' | 'FAILED',
): Promise<Referred> {
  const { amount, payee } = region.payout ?? { amount: '0', payee: {} };
  const subjects = await merchant.settlement({
    account: await accountIn(merchant, region),
    reference: 'payout',
    amount: { amount, currency: region.currency },
    destination: { bankAccount: payee },
  });
  await merchant.pass(minute);
  sandboxOf(merchant).advanceSettlement(subjects.reference, to);
  await merchant.listen(subjects);
  return subjects;
}

const payment = (amount?: string) => (merchant: Merchant, reference: string) =>
  sandboxOf(merchant).pay(reference, { amount });

/** What a payer sends who sends too little: no amount is smaller than this in any of the currencies. */
const little = '1';

export function vexoraScenarios(region: RegionFacts): readonly Scenario[] {
  const ofRegion = (name: string) => `${region.title}: ${name}`;
  const ended =
    (how: (merchant: Merchant, reference: string) => unknown) => async (merchant: Merchant) => {
      const subjects = await ordered(merchant, region);
      await merchant.pass(minute);
      how(merchant, subjects.reference);
      await merchant.listen(subjects);
      return subjects;
    };
  const declined = ended((merchant, reference) => sandboxOf(merchant).decline(reference));
  const orders: Scenario[] = [
    { name: ofRegion('paid'), play: ended(payment()), truth: { status: 'PAID', phase: 'SETTLED' } },
    {
      name: ofRegion('paid in part'),
      play: ended(payment(little)),
      truth: { status: 'PARTIALLY_PAID', phase: 'SETTLED', abnormal: [] },
    },
    { name: ofRegion('declined'), play: declined, truth: { status: 'FAILED', paid: null } },
    {
      name: ofRegion('declined, which is asked for once more when its time is up'),
      play: async (merchant) => {
        const subjects = await declined(merchant);
        await merchant.pass(afterItsTime);
        return subjects;
      },
      truth: { status: 'FAILED', paid: null },
    },
    {
      name: ofRegion('not paid in time'),
      play: async (merchant) => {
        const subjects = await ordered(merchant, region);
        await merchant.pass(afterItsTime);
        return subjects;
      },
      truth: { status: 'EXPIRED', paid: null },
    },
  ];
  if (region.payout === null) return orders;
  return [
    ...orders,
    {
      name: ofRegion('a payout that was made'),
      play: (merchant) => settled(merchant, region, 'SUCCEEDED'),
      truth: { settlement: 'SUCCEEDED' },
    },
    {
      name: ofRegion('a payout that was made in vain'),
      play: (merchant) => settled(merchant, region, 'FAILED'),
      truth: { settlement: 'FAILED DECLINED' },
    },
  ];
}
