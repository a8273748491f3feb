import type { ValidationIssue } from '../../domain/errors.ts';
import type { OrderRequest, PaymentMethodType, SettlementRequest } from '../../domain/request.ts';

/** The part of our request from which a field of Vexora takes its value. */
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
  /** Default: any value. */
  shape?: Shape;
  /** Default: every method. */
  methods?: readonly PaymentMethodType[];
}

export interface Shape {
  pattern: RegExp;
  /** The message of an issue, which follows its path: "must be ten digits that begin with 09". */
  rule: string;
}

/** One of the values of which a field is made, and its path in the input. */
interface Part {
  path: readonly string[];
  value: string | null;
}

interface Source<Request> {
  parts: (request: Request) => readonly Part[];
  /** The separator between several parts. */
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

/** All issues of the input with these fields. */
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
 * The fields with their values. Fields without a value are left out, because null and empty are never signed
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

/** The paths of all required input, for `requiredInputs`. */
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
