import type { Customer, PayerBankAccount, PaymentMethod } from '../request.ts';

/**
 * What of a request is about the payer as a person. The merchant's own id of the customer is not: it says nothing to
 * anybody else.
 */
export interface PersonalData {
  customer: Omit<Customer, 'id'>;
  /** Of each method of the request, what identifies the payer; null where nothing does. */
  methods: readonly (PayerAccounts | null)[];
}

type PayerAccounts = { vpa: string } | { payerAccounts: readonly PayerBankAccount[] };

/** A request to pay with one method, or with one of several. */
export interface PersonalRequest {
  customer: Customer;
  methods: readonly PaymentMethod[];
}

const nobody: Omit<Customer, 'id'> = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  document: null,
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};

/** The personal data of a request; null where it has none. */
export function personalDataOf({ customer, methods }: PersonalRequest): PersonalData | null {
  const { id: _merchants, ...person } = customer;
  const accounts = methods.map(accountsOf);
  const isNobody = [...Object.values(person), ...accounts].every((one) => one === null);
  return isNobody ? null : { customer: person, methods: accounts };
}

function accountsOf(method: PaymentMethod): PayerAccounts | null {
  if (method.type === 'UPI' && method.vpa !== null) return { vpa: method.vpa };
  if (method.type !== 'BANK_TRANSFER' || method.payerAccounts.length === 0) return null;
  return { payerAccounts: method.payerAccounts };
}

export const withoutPersonalData = ({ customer, methods }: PersonalRequest): PersonalRequest => ({
  customer: { ...nobody, id: customer.id },
  methods: methods.map((method) => {
    if (method.type === 'UPI') return { ...method, vpa: null };
    return method.type === 'BANK_TRANSFER' ? { ...method, payerAccounts: [] } : method;
  }),
});

/** Puts back what `withoutPersonalData` took. */
export const withPersonalData = (
  { customer, methods }: PersonalRequest,
  personal: PersonalData,
): PersonalRequest => ({
  customer: { ...personal.customer, id: customer.id },
  methods: methods.map((method, at): PaymentMethod =>
    Object.assign({}, method, personal.methods[at]),
  ),
});

/** An e-mail address as it is compared. */
export const sameEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** A phone number as it is compared: its digits. */
export const samePhone = (phone: string): string => phone.normalize('NFKC').replaceAll(/\D/g, '');

/** The parts of the data that are texts of their own, as a provider may repeat them. */
export function personalTexts({ customer, methods }: PersonalData): readonly string[] {
  const { documentType: _kind, ...texts } = customer;
  const accounts = methods.flatMap((method) => {
    if (method === null) return [];
    if ('vpa' in method) return [method.vpa];
    return method.payerAccounts.map(({ accountNumber }) => accountNumber);
  });
  return [...Object.values(texts), ...accounts].filter((text) => text !== null);
}
