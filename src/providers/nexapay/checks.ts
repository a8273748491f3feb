import type { ValidationIssue } from '../../domain/errors.ts';
import { printAmount } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { Customer, OrderFit, OrderRequest, RefundRequest } from '../../domain/request.ts';
import { fullName, issue, missing } from '../kit/checks.ts';
import type { RefundedOrder } from '../provider.ts';

/** 1.00 BRL, in cents (docs/providers/nexapay.md#amounts-and-times). */
const leastAmount = 100n;
const longestName = 100;
const longestTitle = 128;
const longestUrl = 255;
const refundWindowMs = 90 * 86_400_000;

export const requiredPaths = [
  'customer.firstName',
  'customer.email',
  'customer.phone',
  'customer.document',
] as const;

export function checkOrder(request: OrderRequest): OrderFit {
  return { unable: unable(request), issues: orderIssues(request) };
}

function unable({ method, amount }: OrderRequest): string[] {
  const reasons: string[] = [];
  if (method.type !== 'PIX') reasons.push(`takes no ${method.type}`);
  if (amount.currency !== 'BRL') {
    reasons.push(`prices orders in BRL, not in ${amount.currency}`);
  } else if (amount.minor < leastAmount) {
    reasons.push(`takes 1.00 BRL or more, not ${printAmount(amount)}`);
  }
  return reasons;
}

function orderIssues(request: OrderRequest): ValidationIssue[] {
  const { customer, description, expiresIn, method, returnUrl } = request;
  const issues = payerIssues(customer);
  if ((description ?? '').length > longestTitle) {
    issues.push(issue(['description'], `must have at most ${longestTitle} characters`));
  }
  if (expiresIn !== null) {
    issues.push(issue(['expiresIn'], 'must be left out: this provider decides itself'));
  }
  const isHosted = method.type === 'PIX' && method.presentation === 'HOSTED_PAGE';
  if (isHosted && (returnUrl ?? '').length > longestUrl) {
    issues.push(issue(['returnUrl'], `must have at most ${longestUrl} characters`));
  }
  return issues;
}

function payerIssues(customer: Customer): ValidationIssue[] {
  const { firstName, email, phone, document, documentType } = customer;
  const issues: ValidationIssue[] = [];
  const check = (member: string, value: string | null, isRight: boolean, advice: string): void => {
    const path = ['customer', member];
    if (value === null) issues.push(missing(path));
    else if (!isRight) issues.push(issue(path, advice));
  };
  check(
    'firstName',
    firstName,
    fullName(customer).length <= longestName,
    `must have, with the last name, at most ${longestName} characters`,
  );
  check(
    'email',
    email,
    email !== null && email.includes('@') && email.length <= longestName,
    `must be an e-mail address of at most ${longestName} characters`,
  );
  check(
    'phone',
    phone,
    phone !== null && /^\+\d{8,15}$/.test(phone),
    'must be a plus sign, country code and number: +5511987654321',
  );
  const type = documentTypeOf(document);
  check('document', document, type !== null, 'must be a CPF of 11 or a CNPJ of 14 digits');
  if (documentType !== null && type !== null && documentType.toUpperCase() !== type) {
    issues.push(issue(['customer', 'documentType'], `must be ${type} for this document`));
  }
  return issues;
}

/**
 * Check digits are not verified: the provider's own examples have wrong ones (docs/providers/nexapay.md#orders).
 */
export function documentTypeOf(document: string | null): 'CPF' | 'CNPJ' | null {
  const digits = (document ?? '').replace(/[./-]/g, '');
  if (/^\d{11}$/.test(digits)) return 'CPF';
  return /^\d{14}$/.test(digits) ? 'CNPJ' : null;
}

export function checkRefund(
  { amount, address, reason }: RefundRequest,
  { paidAt, now }: RefundedOrder,
): ValidationIssue[] {
  const issues = amountIssues(amount);
  if (address !== null) {
    const message = "must be left out: money goes back to the payer's own account";
    issues.push(issue(['address'], message));
  }
  if ((reason ?? '').length > longestTitle) {
    issues.push(issue(['reason'], `must have at most ${longestTitle} characters`));
  }
  if (paidAt !== null && now > paidAt + refundWindowMs) {
    issues.push(issue(['order'], 'was paid more than 90 days ago'));
  }
  return issues;
}

function amountIssues({ currency, minor }: Money): ValidationIssue[] {
  if (currency !== 'BRL') return [issue(['amount', 'currency'], 'must be BRL for this provider')];
  return minor > 0n ? [] : [issue(['amount', 'amount'], 'must be more than zero')];
}
