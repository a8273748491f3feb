import type { ValidationIssue } from '../../domain/errors.ts';
import type { OrderRequest, PaymentMethodType, SettlementRequest } from '../../domain/request.ts';

/** Where the value of one of Vexora's fields comes from in our own request. */
export type OrderSource =
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'phone'
  | 'email'
  | 'ipAddress'
  | 'postcode'
  | 'address'
  | 'payerAccounts'
  | 'returnUrl'
  | 'description';

export type PayoutSource =
  'bankCode' | 'accountNumber' | 'holderName' | 'phone' | 'email' | 'description';

export interface Field<Source> {
  /** Vexora's name of it. */
  name: string;
  from: Source;
  required: boolean;
  /** Left out: any value will do. */
  shape?: Shape;
  /** Left out: for every method. */
  methods?: readonly PaymentMethodType[];
}

export interface Shape {
  pattern: RegExp;
  /** Reads on after the path: "must be ten digits that begin with 09". */
  rule: string;
}

/** One of the values that a field is made of, and where the input has it. */
interface Part {
  path: readonly string[];
  value: string | null;
}

interface Source<Request> {
  parts: (request: Request) => readonly Part[];
  /** Stands between several parts. */
  joint: string;
}

export type Sources<Name extends string, Request> = Readonly<Record<Name, Source<Request>>>;

function single<Request>(
  path: readonly string[],
  read: (request: Request) => string | null,
): Source<Request> {
  return { parts: (request) => [{ path, value: read(request) }], joint: '' };
}

const firstNamePath = ['customer', 'firstName'];
const lastNamePath = ['customer', 'lastName'];
const payerAccountsPath = ['method', 'bankTransfer', 'payerAccounts'];
const bankAccountPath = (member: string): string[] => ['destination', 'bankAccount', member];

export const orderSources: Sources<OrderSource, OrderRequest> = {
  firstName: single(firstNamePath, ({ customer }) => customer.firstName),
  lastName: single(lastNamePath, ({ customer }) => customer.lastName),
  fullName: {
    parts: ({ customer }) => [
      { path: firstNamePath, value: customer.firstName },
      { path: lastNamePath, value: customer.lastName },
    ],
    joint: ' ',
  },
  phone: single(['customer', 'phone'], ({ customer }) => customer.phone),
  email: single(['customer', 'email'], ({ customer }) => customer.email),
  ipAddress: single(['customer', 'ipAddress'], ({ customer }) => customer.ipAddress),
  postcode: single(['customer', 'postcode'], ({ customer }) => customer.postcode),
  address: single(['customer', 'address'], ({ customer }) => customer.address),
  payerAccounts: { parts: payerAccounts, joint: ',' },
  returnUrl: single(['returnUrl'], ({ returnUrl }) => returnUrl),
  description: single(['description'], ({ description }) => description),
};

/** `808-0358988888888`: each account with its bank (docs/providers/vexora.md#orders). */
function payerAccounts({ method }: OrderRequest): readonly Part[] {
  const accounts = method.type === 'BANK_TRANSFER' ? method.payerAccounts : [];
  if (accounts.length === 0) return [{ path: payerAccountsPath, value: null }];
  return accounts.map(({ bankCode, accountNumber }, index) => ({
    path: [...payerAccountsPath, String(index)],
    value: `${bankCode}-${accountNumber}`,
  }));
}

export const payoutSources: Sources<PayoutSource, SettlementRequest> = {
  bankCode: account('bankCode'),
  accountNumber: account('accountNumber'),
  holderName: account('holderName'),
  phone: account('phone'),
  email: account('email'),
  description: single(['description'], ({ description }) => description),
};

function account(
  member: 'bankCode' | 'accountNumber' | 'holderName' | 'phone' | 'email',
): Source<SettlementRequest> {
  return single(bankAccountPath(member), ({ destination }) =>
    destination.type === 'BANK_ACCOUNT' ? destination[member] : null,
  );
}

/** What the input lacks or has wrong for these fields, all at once. */
export function fieldIssues<Name extends string, Request>(
  fields: readonly Field<Name>[],
  sources: Sources<Name, Request>,
  request: Request,
): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  for (const { from, required, shape } of fields) {
    for (const { path, value } of sources[from].parts(request)) {
      if (isMissing(value)) {
        if (required) issues.push({ path, message: 'must be given for this provider' });
      } else if (shape !== undefined && !shape.pattern.test(value)) {
        issues.push({ path, message: shape.rule });
      }
    }
  }
  return issues;
}

/**
 * The fields with their values; what has none is left out, for null and empty are never signed
 * (docs/providers/vexora.md#signed-values).
 */
export function fieldValues<Name extends string, Request>(
  fields: readonly Field<Name>[],
  sources: Sources<Name, Request>,
  request: Request,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, from } of fields) {
    const { parts, joint } = sources[from];
    const texts = parts(request).flatMap(({ value }) => (isMissing(value) ? [] : [value]));
    if (texts.length > 0) values[name] = texts.join(joint);
  }
  return values;
}

/** Paths into the input of all that is required, as `requiredInputs` tells them. */
export function requiredPaths<Name extends string, Request>(
  fields: readonly Field<Name>[],
  sources: Sources<Name, Request>,
  blank: Request,
): string[] {
  return fields
    .filter(({ required }) => required)
    .flatMap(({ from }) => sources[from].parts(blank).map(({ path }) => path.join('.')));
}

function isMissing(value: string | null): value is null {
  return value === null || value === '';
}
