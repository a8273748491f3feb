import type { SettlementDestinationInput, SettlementDestinationType } from '../../gql/graphql.ts';
import type { Field, Values } from '../../parts/actions/action-button.tsx';

interface Destination {
  /** Of `SettlementDestinationInput`. */
  member: keyof SettlementDestinationInput;
  /** Their names are those of the input. */
  fields: readonly Field[];
}

const holder = { name: 'holderName', label: 'Name of the holder', isRequired: true };
const pixKeyTypes = ['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP'];

/** What each kind of destination is described with. */
export const destinations: Readonly<Record<SettlementDestinationType, Destination>> = {
  ON_CHAIN: {
    member: 'onChain',
    fields: [
      {
        name: 'address',
        label: 'Address',
        description: 'Money that is sent to a wrong address is lost.',
        isRequired: true,
      },
    ],
  },
  REGISTERED_BANK_ACCOUNT: {
    member: 'registeredBankAccount',
    fields: [
      { name: 'remitId', label: 'Id of the account at the provider', isRequired: true },
      { name: 'fiat', label: 'Currency that arrives', isRequired: true },
    ],
  },
  BANK_ACCOUNT: {
    member: 'bankAccount',
    fields: [
      holder,
      { name: 'bankCode', label: 'Code of the bank', isRequired: true },
      { name: 'accountNumber', label: 'Number of the account', isRequired: true },
      { name: 'bankName', label: 'Name of the bank' },
      { name: 'email', label: 'E-mail of the holder' },
      { name: 'phone', label: 'Telephone of the holder' },
    ],
  },
  PIX: {
    member: 'pix',
    fields: [
      {
        name: 'keyType',
        label: 'Kind of key',
        choices: pixKeyTypes.map((value) => ({ value, label: value })),
      },
      { name: 'key', label: 'PIX key', isRequired: true },
      { name: 'document', label: 'CPF or CNPJ of the holder', isRequired: true },
      holder,
    ],
  },
  UPI: {
    member: 'upi',
    fields: [{ name: 'vpa', label: 'UPI address', isRequired: true }, holder],
  },
  WALLET: {
    member: 'wallet',
    fields: [
      { name: 'walletCode', label: 'Code of the wallet', isRequired: true },
      { name: 'accountNumber', label: 'Number of the account', isRequired: true },
      holder,
    ],
  },
};

/** With the paths of the input, so that what is wrong with one is shown beside it. */
export function fieldsOf(type: SettlementDestinationType): Field[] {
  const { member, fields } = destinations[type];
  return fields.map((field) => ({ ...field, path: `destination.${member}.${field.name}` }));
}

export function destinationOf(
  type: SettlementDestinationType,
  values: Values,
): SettlementDestinationInput {
  const { member, fields } = destinations[type];
  const filled = fields.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : []));
  return { [member]: Object.fromEntries(filled) } as unknown as SettlementDestinationInput;
}
