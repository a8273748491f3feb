import { createMerchant } from '../../../src/operations/merchants/merchants.ts';
import {
  createProviderAccount,
  webhookUrlOf,
} from '../../../src/operations/merchants/provider-accounts.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { accountById } from '../../../src/store/queries/merchants.ts';
import type { Random } from '../random.ts';
import type { Simulator } from '../simulator.ts';
import { withUnsupported } from './unsupported.ts';
import type { UnsupportedCounterpart } from './unsupported.ts';
import type { Access, OpenCounterpart } from './counterpart.ts';

export const administrator = { kind: 'ADMINISTRATOR' } as const;

export interface Opened {
  counterpart: UnsupportedCounterpart;
  merchantId: string;
  accountId: string;
  spareId: string | null;
}

/** A merchant with an account at one of the providers, and sometimes with a second one. */
export async function openAccount(
  simulator: Simulator,
  random: Random,
  sandbox: Sandbox,
  cast: readonly OpenCounterpart[],
): Promise<Opened> {
  const { deps } = simulator.app;
  const counterpart = withUnsupported(random.pick(cast)(sandbox, random));
  counterpart.outbox.mode = 'hold';
  const { id: merchantId } = await createMerchant(deps, { name: 'Simulation' });
  const connect = async ({ config, setWebhookUrl }: Access): Promise<string> => {
    const { id } = await createProviderAccount(deps, administrator, {
      merchant: merchantId,
      name: counterpart.name,
      baseUrl: counterpart.baseUrl,
      config,
    });
    const account = await accountById(deps.read, id);
    if (account === null) throw new Error('no account');
    setWebhookUrl?.(webhookUrlOf(deps, account));
    return id;
  };
  // Routing follows the order in which accounts were created.
  const spareId = random.percent(40) ? await connect(counterpart.spare()) : null;
  return { counterpart, merchantId, accountId: await connect(counterpart), spareId };
}
