import type { ValidationIssue } from '../../domain/errors.ts';
import { shortestDecimal, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { OrderFit, OrderRequest, SettlementRequest } from '../../domain/request.ts';
import { issue, missing } from '../kit/checks.ts';
import { findToken, fitsChain, hasAtMostSixDecimals } from './assets.ts';
import { longestCustomerId } from './brand.ts';

/** 0.01 to 1 000 000 US dollars, in cents (docs/providers/stablecoin-gateway.md#new-orders). */
const leastPrice = 1n;
const greatestPrice = 100_000_000n;
const shortestExpiry = 60;
const longestExpiry = 86_400;

export function checkOrder(request: OrderRequest): OrderFit {
  return { unable: unable(request), issues: orderIssues(request) };
}

function unable({ method, amount }: OrderRequest): string[] {
  const reasons: string[] = [];
  if (method.type !== 'STABLECOIN') {
    reasons.push(`takes no ${method.type}`);
  } else if (findToken(method) === undefined) {
    reasons.push(`takes no ${method.currency} on ${method.network}`);
  }
  if (amount.currency !== 'USD') {
    reasons.push(`prices orders in USD, not in ${amount.currency}`);
  } else if (amount.minor < leastPrice || amount.minor > greatestPrice) {
    reasons.push('prices orders at 0.01 to 1000000 USD');
  }
  return reasons;
}

function orderIssues({ expiresIn, returnUrl, customer }: OrderRequest): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  if (expiresIn !== null && !isExpiry(expiresIn)) {
    issues.push(issue(['expiresIn'], `must be ${shortestExpiry} to ${longestExpiry} seconds`));
  }
  if (returnUrl !== null && !returnUrl.startsWith('https://')) {
    issues.push(issue(['returnUrl'], 'must be https for this provider'));
  }
  const { id } = customer;
  if (id !== null && (id.length === 0 || id.length > longestCustomerId)) {
    issues.push(issue(['customer', 'id'], `must have 1 to ${longestCustomerId} characters`));
  }
  return issues;
}

function isExpiry(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= shortestExpiry && seconds <= longestExpiry;
}

/**
 * An amount must be more than zero, have at most six decimals and be of a token that the gateway has
 * (docs/providers/stablecoin-gateway.md#amounts-and-times).
 */
export function checkTokenAmount(amount: Money): ValidationIssue[] {
  if (findToken(amount) === undefined) {
    return [
      issue(['amount', 'currency'], 'must be a token that this provider has on that network'),
    ];
  }
  if (amount.minor <= 0n) return [issue(['amount', 'amount'], 'must be more than zero')];
  return hasAtMostSixDecimals(toDecimal(amount))
    ? []
    : [issue(['amount', 'amount'], `has more than six decimals: ${shortestDecimal(amount)}`)];
}

export function checkAddress(
  address: string | null,
  { network }: Money,
  path: readonly string[],
): ValidationIssue[] {
  if (address === null) return [missing(path)];
  if (network === null || fitsChain(address, network)) return [];
  return [issue(path, `is no address on ${network}`)];
}

export function checkSettlement({ amount, destination }: SettlementRequest): ValidationIssue[] {
  const issues = checkTokenAmount(amount);
  switch (destination.type) {
    case 'ON_CHAIN':
      return [
        ...issues,
        ...checkAddress(destination.address, amount, ['destination', 'onChain', 'address']),
      ];
    case 'REGISTERED_BANK_ACCOUNT':
      if (destination.fiat === 'USD') return issues;
      return [
        ...issues,
        issue(['destination', 'registeredBankAccount', 'fiat'], 'must be USD for this provider'),
      ];
    default:
      return [
        ...issues,
        issue(['destination'], 'must be onChain or registeredBankAccount for this provider'),
      ];
  }
}
