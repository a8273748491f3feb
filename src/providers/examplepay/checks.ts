import type { ValidationIssue } from '../../domain/errors.ts';
import type { Money } from '../../domain/money.ts';
import type {
  OrderFit,
  OrderRequest,
  RefundRequest,
  SettlementDestination,
  SettlementRequest,
} from '../../domain/request.ts';
import { fullName, issue, missing, needed, within } from '../kit/checks.ts';
import type { RefundedOrder } from '../provider.ts';
import type { ExamplepayConfig } from './config.ts';
import { longest } from './requests.ts';

/** docs/providers/examplepay.md#the-life-of-a-payment */
export const currencies = ['INR', 'BRL'] as const;
const currencyOfMethod = { UPI: 'INR', PIX: 'BRL' } as const;

/** At most 15 digits before the point, two decimals (docs/providers/examplepay.md#amounts-and-lengths). */
const amountLimit = 10n ** 17n;

const isCurrency = ({ currency }: Money): boolean => currencies.some((one) => one === currency);

export function checkOrder(request: OrderRequest): OrderFit {
  return { unable: unable(request), issues: orderIssues(request) };
}

function unable({ method, amount }: OrderRequest): string[] {
  if (method.type !== 'UPI' && method.type !== 'PIX') return [`takes no ${method.type}`];
  const currency = currencyOfMethod[method.type];
  if (amount.currency !== currency) {
    return [`takes ${method.type} in ${currency}, not in ${amount.currency}`];
  }
  if (amount.minor > 0n && amount.minor < amountLimit) return [];
  return [`takes amounts above zero, with at most 15 digits before the point`];
}

function orderIssues(request: OrderRequest): ValidationIssue[] {
  const { customer, method, description, expiresIn, returnUrl } = request;
  const name = fullName(customer);
  const isCollect = method.type === 'UPI' && method.flow === 'COLLECT';
  const unwanted = 'must be left out: this provider decides how long an order lives';
  return [
    ...(expiresIn === null ? [] : [issue(['expiresIn'], unwanted)]),
    ...within(description, longest.description, ['description']),
    ...within(customer.id, longest.userId, ['customer', 'id']),
    ...(customer.firstName === null ? [missing(['customer', 'firstName'])] : []),
    ...within(name === '' ? null : name, longest.name, ['customer', 'lastName']),
    ...needed(customer.email, longest.email, ['customer', 'email']),
    ...needed(customer.phone, longest.phone, ['customer', 'phone']),
    ...within(customer.documentType, longest.documentType, ['customer', 'documentType']),
    ...within(customer.document, longest.document, ['customer', 'document']),
    ...(isCollect ? needed(method.vpa, longest.vpa, ['method', 'upi', 'vpa']) : []),
    ...within(returnUrl, longest.url, ['returnUrl']),
  ];
}

/**
 * Without the refund query the only source is the payment's `refundStatus`. It shows how the first refund ended, and
 * how the one that takes all that is left ended. Any other refund could not be followed, so it is not sent.
 */
export function checkRefund(
  { amount, address, reason }: RefundRequest,
  { refundQueryEnabled }: ExamplepayConfig,
  { sums }: RefundedOrder,
): ValidationIssue[] {
  const issues = within(reason, longest.description, ['reason']);
  if (address !== null) {
    issues.push(issue(['address'], 'must be left out: this provider refunds to the payer'));
  }
  const canFollow =
    refundQueryEnabled ||
    sums === undefined ||
    sums.refunded.minor === 0n ||
    amount.minor >= sums.refundable.minor - sums.refunded.minor;
  if (canFollow) return issues;
  const message =
    'must be all that is left: without refundQueryEnabled this provider tells how a refund ended ' +
    'for the first one and for the one that takes the rest only';
  return [...issues, issue(['amount'], message)];
}

/** The fields of each destination are in docs/providers/examplepay.md#payouts. */
export function checkSettlement({
  amount,
  destination,
  description,
}: SettlementRequest): ValidationIssue[] {
  return [
    ...amountIssues(amount, destination),
    ...within(description, longest.description, ['description']),
    ...destinationIssues(destination),
  ];
}

function amountIssues(amount: Money, { type }: SettlementDestination): ValidationIssue[] {
  const wanted = type === 'UPI' || type === 'PIX' ? currencyOfMethod[type] : null;
  if (wanted !== null && amount.currency !== wanted) {
    return [issue(['amount', 'currency'], `must be ${wanted} for ${type}`)];
  }
  if (!isCurrency(amount)) {
    return [issue(['amount', 'currency'], `must be ${currencies.join(' or ')} for this provider`)];
  }
  if (amount.minor > 0n && amount.minor < amountLimit) return [];
  return [issue(['amount', 'amount'], 'must be more than zero, with at most 15 digits')];
}

/** Checks the required fields of a destination and their lengths. */
function destinationIssues(destination: SettlementDestination): ValidationIssue[] {
  const { vpa, name } = longest;
  switch (destination.type) {
    case 'UPI':
      return allNeeded('upi', destination, { vpa, holderName: name });
    case 'BANK_ACCOUNT': {
      const { bankCode, bankName, bankAccountNumber: accountNumber, phone, email } = longest;
      const lengths = { bankCode, bankName, accountNumber, holderName: name, phone, email };
      return allNeeded('bankAccount', destination, lengths);
    }
    case 'PIX': {
      const { pixKey: key, document } = longest;
      return allNeeded('pix', destination, { key, holderName: name, document });
    }
    case 'WALLET': {
      const { walletCode, walletAccountNumber: accountNumber } = longest;
      return allNeeded('wallet', destination, { walletCode, accountNumber, holderName: name });
    }
    default:
      return [issue(['destination'], 'must be upi, bankAccount, pix or wallet for this provider')];
  }
}

function allNeeded<Field extends string>(
  member: string,
  values: Readonly<Record<NoInfer<Field>, string | null>>,
  lengths: Readonly<Record<Field, number>>,
): ValidationIssue[] {
  const fields = Object.keys(lengths) as Field[];
  return fields.flatMap((field) =>
    needed(values[field], lengths[field], ['destination', member, field]),
  );
}
