import { sameEmail, samePhone } from '../../domain/personal-data/personal-data.ts';
import type { PersonalData } from '../../domain/personal-data/personal-data.ts';
import type { Customer } from '../../domain/request.ts';
import { termsOf } from '../../domain/search/terms.ts';
import type { DataKey } from '../../store/sealing/data-keys.ts';
import type { Sealer } from '../../store/sealing/sealer.ts';
import { tokenDigits } from '../../store/search/tokens.ts';
import type { Token } from '../../store/search/tokens.ts';

/** What of a person a token stands for. NAME: a term of a name. INPUT: a value as it was requested. */
export type PersonalField = 'EMAIL' | 'PHONE' | 'NAME' | 'INPUT';

/** What tells a customer from others. */
type Identity = Pick<Customer, 'id' | 'email' | 'phone'>;

/** The blind index of a merchant: digests under its own key, by which personal data are found and not read. */
export interface Blind {
  token(field: PersonalField, text: string): Token;
  /**
   * Who the customer is to this merchant: the digest of the merchant's own id, or else of the e-mail address, or
   * else of the phone number. Without any of them, each order has a person of its own. `subjectId`: of the order.
   */
  ownerOf(customer: Identity, subjectId: string): string;
}

/** How secrets and personal data are sealed, and how those are found. */
export interface Sealing {
  sealer: Sealer;
  blinds: Blinds;
}

/** Opens the blind index of each merchant. */
export interface Blinds {
  of(merchantId: string): Promise<Blind>;
  /** Null while the merchant has stored no personal data. Writes nothing. */
  find(merchantId: string): Promise<Blind | null>;
}

export const blindBy = (key: DataKey): Blind => ({
  token: (field, text) => `p${key.digest(`${field}\0${text}`).slice(0, tokenDigits)}`,
  ownerOf({ id, email, phone }, subjectId) {
    if (id !== null) return key.digest(`owner\0ID\0${id}`);
    if (email !== null) return key.digest(`owner\0EMAIL\0${sameEmail(email)}`);
    if (phone !== null) return key.digest(`owner\0PHONE\0${samePhone(phone)}`);
    return key.digest(`owner\0ORDER\0${subjectId}`);
  },
});

/** The tokens by which an order is found by its customer. */
export function personalTokens(
  blind: Blind,
  { customer: { email, phone, firstName, lastName } }: PersonalData,
): Token[] {
  const { wholes, parts } = termsOf([firstName, lastName]);
  return [
    ...(email === null ? [] : [blind.token('EMAIL', sameEmail(email))]),
    ...(phone === null ? [] : [blind.token('PHONE', samePhone(phone))]),
    ...Array.from(new Set([...wholes, ...parts]), (term) => blind.token('NAME', term)),
  ];
}
