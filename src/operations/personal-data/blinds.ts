import { addDataKey, dataKeyOf } from '../../store/queries/personal-data/data-keys.ts';
import { newDataKey, openDataKey } from '../../store/sealing/data-keys.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { blindBy } from './blind.ts';
import type { Blind, Blinds } from './blind.ts';

/** The owner of the merchant's own key. */
const merchantItself = '';

type Means = Pick<Deps, 'read' | 'queue' | 'sealer' | 'ids' | 'now'>;

/** Opens each blind index once. Its key is made when it is first needed, and never changes. */
export function createBlinds(means: Means): Blinds {
  const known = new Map<string, Blind>();
  const find = async (merchantId: string): Promise<Blind | null> => {
    const before = known.get(merchantId);
    if (before !== undefined) return before;
    const record = await dataKeyOf(means.read, merchantId, merchantItself);
    if (record === null) return null;
    const blind = blindBy(openDataKey(means.sealer, record));
    known.set(merchantId, blind);
    return blind;
  };
  return {
    find,
    async of(merchantId) {
      const before = await find(merchantId);
      if (before !== null) return before;
      await makeKey(means, merchantId);
      // Another process may have been faster: what is stored counts.
      return existing(find(merchantId));
    },
  };
}

async function makeKey({ queue, sealer, ids, now }: Means, merchantId: string): Promise<void> {
  const made = { id: ids.make('dky'), merchantId, owner: merchantItself, createdAt: now() };
  await queue.commit((tx) => addDataKey(tx, newDataKey(sealer, made)));
}
