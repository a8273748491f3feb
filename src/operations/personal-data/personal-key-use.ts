import type { Money } from '../../domain/money.ts';
import { personalDataOf } from '../../domain/personal-data/personal-data.ts';
import type { PersonalRequest } from '../../domain/personal-data/personal-data.ts';
import type { Deps } from '../deps.ts';
import { keyUse } from '../key-use.ts';
import type { KeyUse } from '../key-use.ts';
import type { Blind } from './blind.ts';

/**
 * The use of a key with an input that may have personal data. Their digests are keyed: of a plain one anybody could
 * guess what it stands for. `request`: what the input says.
 */
export async function personalKeyUse(
  deps: Deps,
  merchantId: string,
  mutation: string,
  input: { idempotencyKey: string },
  amount: Money,
  request: PersonalRequest,
): Promise<KeyUse> {
  const plain = (): KeyUse => keyUse(merchantId, mutation, input, amount);
  if (personalDataOf(request) === null) return plain();
  const blind = await deps.blinds.of(merchantId);
  const blinded = blindedInput(input, blind) as typeof input;
  return { ...keyUse(merchantId, mutation, blinded, amount), former: plain };
}

/** Members of inputs in which all is personal but the merchant's own id. */
const personal: ReadonlySet<string> = new Set(['customer', 'vpa', 'payerAccounts']);

function blindedInput(value: unknown, blind: Blind, isPersonal = false): unknown {
  if (typeof value === 'string') return isPersonal ? blind.token('INPUT', value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => blindedInput(one, blind, isPersonal));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      blindedInput(member, blind, (isPersonal || personal.has(name)) && name !== 'id'),
    ]),
  );
}
