import { issue, within } from '@paygraph/provider-kit';
import type {
  CaptureRequest,
  Money,
  OrderFit,
  OrderRequest,
  RefundRequest,
  ValidationIssue,
} from '@paygraph/provider-kit';
import { toUnits } from './amounts.ts';
import { methodOf } from './methods.ts';

/** Stripe counts at most eight digits. */
const mostDigits = 8;
/** Half an hour, and a minute in which the request must have arrived. */
const shortestSeconds = 1_860;
const longestSeconds = 86_400;

export function checkOrder(request: OrderRequest): OrderFit {
  return { unable: unable(request), issues: orderIssues(request) };
}

function unable(request: OrderRequest): string[] {
  const { amount, method } = request;
  const found = methodOf(request);
  if (found === null) return [`has no page for this ${method.type}`];
  const reasons: string[] = [];
  if (!found.currencies.includes(amount.currency)) {
    reasons.push(`takes no ${method.type} in ${amount.currency}`);
  } else if (!isCountable(amount)) {
    reasons.push(`counts amounts with at most ${mostDigits} digits`);
  } else if (request.capture === 'MANUAL' && !canBeCapturedLater(request)) {
    reasons.push(`cannot capture this ${method.type} later`);
  }
  return reasons;
}

/** Of the methods here, cards alone: of a choice on the page, Stripe offers those that can be captured later. */
const canBeCapturedLater = ({ method }: OrderRequest): boolean =>
  method.type === 'CARD' || method.type === 'HOSTED_CHECKOUT';

export const checkCapture = ({ amount }: CaptureRequest): ValidationIssue[] =>
  isCountable(amount)
    ? []
    : [issue(['amount', 'amount'], `must have at most ${mostDigits} digits, as Stripe counts it`)];

function orderIssues({
  description,
  customer,
  expiresIn,
  method,
}: OrderRequest): ValidationIssue[] {
  const issues = [
    ...within(description, 500, ['description']),
    ...within(customer.email, 512, ['customer', 'email']),
  ];
  if (method.type === 'HOSTED_CHECKOUT' && !method.methods.every(isName)) {
    issues.push(
      issue(['method', 'hostedCheckout', 'methods'], 'must be names of Stripe, like card'),
    );
  }
  const isTaken =
    expiresIn === null || (expiresIn >= shortestSeconds && expiresIn <= longestSeconds);
  if (!isTaken) {
    const advice = `must be from ${shortestSeconds} to ${longestSeconds} for this provider`;
    issues.push(issue(['expiresIn'], advice));
  }
  return issues;
}

export function checkRefund({ amount, address, reason }: RefundRequest): ValidationIssue[] {
  const issues = within(reason, 500, ['reason']);
  if (address !== null) issues.push(issue(['address'], 'must be left out for this provider'));
  if (amount.minor <= 0n || !isCountable(amount)) {
    issues.push(issue(['amount', 'amount'], `must be more than 0, with ${mostDigits} digits`));
  }
  return issues;
}

const isName = (name: string): boolean => /^[a-z][a-z\d_]{1,40}$/.test(name);

function isCountable(amount: Money): boolean {
  try {
    return toUnits(amount).length <= mostDigits;
  } catch {
    return false;
  }
}
