import type { ValidationIssue } from '../../domain/errors.ts';
import { compare, money, shortestDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type {
  OrderFit,
  OrderRequest,
  PaymentMethod,
  PaymentMethodType,
  SettlementRequest,
} from '../../domain/request.ts';
import type { VexoraConfig } from './config.ts';
import { fieldIssues, orderSources, payoutSources, requiredPaths } from './fields.ts';
import type { Field, OrderSource } from './fields.ts';
import { regionOf } from './regions.ts';
import type { Channel, Region } from './regions.ts';

/** Throws a RangeError for a method that the region does not have. */
export function channelOf({ order, name }: Region, { type }: PaymentMethod): Channel {
  const channel = order.channels[type];
  if (channel === undefined) throw new RangeError(`no ${type} in ${name}`);
  return channel;
}

/** The chain or the wallet that the merchant asked for. */
export function codeOf(method: PaymentMethod): string {
  if (method.type === 'CONVENIENCE_STORE') return method.chain;
  if (method.type === 'E_WALLET') return method.wallet;
  throw new RangeError(`no code in ${method.type}`);
}

export function fieldsFor(
  { order }: Region,
  method: PaymentMethodType,
): readonly Field<OrderSource>[] {
  return order.fields.filter(({ methods }) => methods?.includes(method) ?? true);
}

/**
 * The configuration limits the wallets, and may name wallets that are not documented
 * (docs/providers/vexora.md#orders).
 */
function codesOf(type: PaymentMethodType, { code }: Channel, config: VexoraConfig) {
  const configured = type === 'E_WALLET' ? config.eWalletCodes : null;
  return configured ?? code?.documented ?? [];
}

export function methodsOf(config: VexoraConfig): PaymentMethodType[] {
  const { channels } = regionOf(config.currency).order;
  return methodTypes(channels).filter((type) => {
    const channel = channels[type];
    if (channel === undefined) return false;
    return channel.code === null || codesOf(type, channel, config).length > 0;
  });
}

export function methodTypes(channels: Region['order']['channels']): PaymentMethodType[] {
  return Object.keys(channels) as PaymentMethodType[];
}

export function checkOrder(request: OrderRequest, config: VexoraConfig): OrderFit {
  const region = regionOf(config.currency);
  const fields = fieldsFor(region, request.method.type);
  const issues = fieldIssues(fields, orderSources, request);
  if (request.expiresIn !== null) {
    issues.push({ path: ['expiresIn'], message: 'cannot be chosen at this provider' });
  }
  return {
    unable: [...unableMethod(request.method, region, config), ...unableAmount(request, region)],
    issues,
  };
}

function unableMethod(method: PaymentMethod, region: Region, config: VexoraConfig): string[] {
  const { type } = method;
  const channel = region.order.channels[type];
  if (channel === undefined) return [`takes no ${type} in ${region.name}`];
  if (channel.code === null) return [];
  const code = codeOf(method);
  if (codesOf(type, channel, config).includes(code)) return [];
  return [`${type} ${JSON.stringify(code)} is not enabled for the account`];
}

function unableAmount({ amount }: OrderRequest, region: Region): string[] {
  const { currency, order } = region;
  if (amount.currency !== currency) {
    return [`is an account in ${currency}, not in ${amount.currency}`];
  }
  return [...amountProblems(amount, order.least, region)].map((problem) => `an amount ${problem}`);
}

function amountProblems(amount: Money, least: string, { currency, decimals }: Region): string[] {
  const problems: string[] = [];
  if (compare(amount, money(least, currency)) < 0) {
    problems.push(`must be at least ${least} ${currency}`);
  }
  const [, fraction = ''] = shortestDecimal(amount).split('.');
  if (fraction.length > decimals) {
    problems.push(decimals === 0 ? 'must be whole' : `may have ${decimals} decimals`);
  }
  return problems;
}

export function checkSettlement(
  request: SettlementRequest,
  config: VexoraConfig,
): ValidationIssue[] {
  const region = regionOf(config.currency);
  const { payout, currency, name } = region;
  const { amount, destination } = request;
  if (payout === null) {
    return [{ path: ['account'], message: `has no documented payouts: it is in ${name}` }];
  }
  const issues: ValidationIssue[] = [];
  if (amount.currency === currency) {
    for (const message of amountProblems(amount, payout.least, region)) {
      issues.push({ path: ['amount', 'amount'], message });
    }
  } else {
    issues.push({ path: ['amount', 'currency'], message: `must be ${currency} for this account` });
  }
  if (destination.type !== 'BANK_ACCOUNT') {
    const message = 'must be bankAccount for this provider';
    return [...issues, { path: ['destination'], message }];
  }
  return [...issues, ...fieldIssues(payout.fields, payoutSources, request)];
}

/** By method, the paths that the region requires and the GraphQL schema does not. */
export function requiredInputsOf(config: VexoraConfig) {
  const region = regionOf(config.currency);
  return methodTypes(region.order.channels).map((method) => {
    const blank = { ...blankRequest, amount: money('0', region.currency) };
    return { method, paths: requiredPaths(fieldsFor(region, method), orderSources, blank) };
  });
}

const blankRequest: Omit<OrderRequest, 'amount'> = {
  reference: '',
  method: { type: 'BANK_TRANSFER', payerAccounts: [] },
  customer: {
    id: null,
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    document: null,
    documentType: null,
    ipAddress: null,
    postcode: null,
    address: null,
  },
  description: null,
  expiresIn: null,
  returnUrl: null,
};
