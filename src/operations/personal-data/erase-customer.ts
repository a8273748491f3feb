import { readErasureInput } from '../../domain/input/erasure.ts';
import type { EraseCustomerInput, NamedPerson } from '../../domain/input/erasure.ts';
import { addErased, ordersErasedWith } from '../../store/queries/personal-data/erasures.ts';
import { sameEmail, samePhone } from '../../domain/personal-data/personal-data.ts';
import type { Deps } from '../deps.ts';
import { keyRecord, once } from '../idempotency.ts';
import { keyUse } from '../key-use.ts';
import { plainToken } from '../../store/search/tokens.ts';
import type { Blind } from './blind.ts';
import { sealWrittenBefore } from './written-before.ts';
import { eraseSome, findPersonal } from './erase-orders.ts';
import type { Person } from './erase-orders.ts';

export interface ErasedCustomer {
  /** How many orders had data of the person. */
  orders: number;
  /** True if the key had erased them before. Nothing was done again. */
  replayed: boolean;
  /** Whom it concerns: the audit trail names no person. */
  merchant: { id: string };
}

/** Data of the person were stored while the last of them were erased. */
class MoreToEraseError extends Error {
  override readonly name = 'MoreToEraseError';
}

/**
 * Destroys the key of the person, with what is sealed with it, and what repeats their data elsewhere, order by order.
 * If it is interrupted, the same key goes on with the rest and counts all of them.
 */
export async function eraseCustomer(
  deps: Deps,
  merchantId: string,
  input: EraseCustomerInput,
): Promise<ErasedCustomer> {
  const { note, person: named } = readErasureInput(input);
  const { idempotencyKey: key } = input;
  const blind = await deps.blinds.of(merchantId);
  const person = personOf(blind, merchantId, named);
  // Not the plain value, which anybody could guess by its digest.
  const digested = { idempotencyKey: key, note, [named.member]: person.owner };
  const use = keyUse(merchantId, 'eraseCustomer', digested);
  const done = async (replayed: boolean): Promise<ErasedCustomer> => {
    // Also if it was done before: the process may have ended right after it.
    await deps.queue.scrub();
    const orders = await ordersErasedWith(deps.read, merchantId, key);
    return { orders, replayed, merchant: { id: merchantId } };
  };
  return once(
    deps,
    use,
    () => done(true),
    async () => {
      await sealWrittenBefore(deps);
      for (;;) {
        while (await eraseSome(deps, person, key));
        try {
          await conclude(deps, person, use);
          break;
        } catch (error) {
          if (!(error instanceof MoreToEraseError)) throw error;
        }
      }
      return done(false);
    },
  );
}

function personOf(blind: Blind, merchantId: string, { member, value }: NamedPerson): Person {
  const nobody = { id: null, email: null, phone: null };
  switch (member) {
    case 'customerId':
      return {
        merchantId,
        token: plainToken(merchantId, 'CUSTOMER', value),
        owner: blind.ownerOf({ ...nobody, id: value }, ''),
      };
    case 'customerEmail':
      return {
        merchantId,
        token: blind.token('EMAIL', sameEmail(value)),
        owner: blind.ownerOf({ ...nobody, email: value }, ''),
      };
    case 'customerPhone':
      return {
        merchantId,
        token: blind.token('PHONE', samePhone(value)),
        owner: blind.ownerOf({ ...nobody, phone: value }, ''),
      };
  }
}

/** Uses up the key where nothing is left. Throws MoreToEraseError. */
async function conclude(deps: Deps, person: Person, use: ReturnType<typeof keyUse>): Promise<void> {
  const { merchantId, key } = use;
  const now = deps.now();
  await deps.queue.change({
    claim: { key: keyRecord(use, merchantId, now) },
    keys: [],
    decide: () => ({
      result: undefined,
      writes: {
        async also(tx) {
          const { orders, links } = await findPersonal(tx, person);
          if (orders.length + links.length > 0) throw new MoreToEraseError('there is more');
          await addErased(tx, { merchantId, key, orders: 0 }, now);
        },
      },
    }),
    isLast: true,
  });
}
