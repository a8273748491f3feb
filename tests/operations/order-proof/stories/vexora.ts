import { createProviderAccount } from '../../../../src/operations/merchants/provider-accounts.ts';
import type { RegionFacts } from '../../../providers/vexora/subject/region-facts.ts';
import type { Story } from '../proof.ts';
import type { Stage } from '../stage.ts';
import type { Referred } from '../tape.ts';

const minute = 60_000;
/** An order by e-wallet lives half an hour. */
const afterItsTime = 31 * minute;
const sandboxOf = ({ world }: Stage) => world.sandbox.provider('VEXORA');

/** Of the country, by itself: the same person may come as often as there are stories. */
async function accountIn(stage: Stage, { country, currency, wallets }: RegionFacts) {
  const { world } = stage;
  const keys = sandboxOf(stage).createMerchantAccount({ country, ipLimits: false });
  const { id } = await createProviderAccount(
    world.app.deps,
    { kind: 'ADMINISTRATOR' },
    {
      merchant: world.merchantId,
      name: country,
      baseUrl: sandboxOf(stage).baseUrlOf(country),
      config: { vexora: { ...keys, currency, eWalletCodes: wallets && [...wallets] } },
    },
  );
  return id;
}

async function ordered(stage: Stage, region: RegionFacts): Promise<Referred> {
  const { firstName, lastName, email, phone, ipAddress } = region.customer;
  const wallet = region.orders.map(({ method }) => method).find(({ type }) => type === 'E_WALLET');
  return stage.order({
    reference: 'basket',
    amount: { amount: region.amount, currency: region.currency },
    method: { eWallet: { wallet: wallet?.type === 'E_WALLET' ? wallet.wallet : '' } },
    customer: { firstName, lastName, email, phone, ipAddress },
    account: await accountIn(stage, region),
  });
}

async function settled(
  stage: Stage,
  region: RegionFacts,
  to: 'SUCCEEDED' | 'FAILED',
): Promise<Referred> {
  const { amount, payee } = region.payout ?? { amount: '0', payee: {} };
  const cast = await stage.settlement({
    account: await accountIn(stage, region),
    reference: 'payout',
    amount: { amount, currency: region.currency },
    destination: { bankAccount: payee },
  });
  await stage.pass(minute);
  sandboxOf(stage).advanceSettlement(cast.reference, to);
  await stage.listen(cast);
  return cast;
}

const payment = (amount?: string) => (stage: Stage, reference: string) =>
  sandboxOf(stage).pay(reference, { amount });

/** What a payer sends who sends too little: no amount is smaller than this in any of the currencies. */
const little = '1';

export function vexoraStories(region: RegionFacts): readonly Story[] {
  const ofRegion = (name: string) => `${region.title}: ${name}`;
  const ended = (how: (stage: Stage, reference: string) => unknown) => async (stage: Stage) => {
    const cast = await ordered(stage, region);
    await stage.pass(minute);
    how(stage, cast.reference);
    await stage.listen(cast);
    return cast;
  };
  const declined = ended((stage, reference) => sandboxOf(stage).decline(reference));
  const orders: Story[] = [
    { name: ofRegion('paid'), play: ended(payment()), truth: { status: 'PAID', phase: 'SETTLED' } },
    {
      name: ofRegion('paid in part'),
      play: ended(payment(little)),
      truth: { status: 'PARTIALLY_PAID', phase: 'SETTLED', abnormal: [] },
    },
    { name: ofRegion('declined'), play: declined, truth: { status: 'FAILED', paid: null } },
    {
      name: ofRegion('declined, which is asked for once more when its time is up'),
      play: async (stage) => {
        const cast = await declined(stage);
        await stage.pass(afterItsTime);
        return cast;
      },
      truth: { status: 'FAILED', paid: null },
    },
    {
      name: ofRegion('not paid in time'),
      play: async (stage) => {
        const cast = await ordered(stage, region);
        await stage.pass(afterItsTime);
        return cast;
      },
      truth: { status: 'EXPIRED', paid: null },
    },
  ];
  if (region.payout === null) return orders;
  return [
    ...orders,
    {
      name: ofRegion('a payout that was made'),
      play: (stage) => settled(stage, region, 'SUCCEEDED'),
      truth: { settlement: 'SUCCEEDED' },
    },
    {
      name: ofRegion('a payout that was made in vain'),
      play: (stage) => settled(stage, region, 'FAILED'),
      truth: { settlement: 'FAILED DECLINED' },
    },
  ];
}
