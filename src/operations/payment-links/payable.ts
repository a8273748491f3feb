import { InvalidStateError, NoRouteError, ValidationError } from '../../domain/errors.ts';
import type { ValidationIssue } from '../../domain/errors.ts';
import { personalDataOf } from '../../domain/personal-data/personal-data.ts';
import { orderRequestOf, payerInputs } from '../../domain/payment-links/payment-link.ts';
import type { PayerInput, PaymentLink } from '../../domain/payment-links/payment-link.ts';
import type { PaymentMethod } from '../../domain/request.ts';
import { sealedDataOf } from '../../store/queries/personal-data/sealed-data.ts';
import type { Sql } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { routeOrder } from '../orders/route-order.ts';

type Payable = Pick<PaymentLink, 'merchantId' | 'reference' | 'request'>;

/** What the payer has to add for a method, by its name in `customer`. */
export interface Missing {
  inputs: readonly PayerInput[];
  /** The provider wants the payer's address on the Internet, which the connection says. */
  ipAddress: boolean;
}

/**
 * What the payer has to add so that an order can be made. Throws NoRouteError where no account can do it, and
 * ValidationError for what no payer can mend.
 */
export async function missingOfPayer(
  deps: Deps,
  link: Payable,
  method: PaymentMethod,
): Promise<Missing> {
  const request = orderRequestOf(link, method, {});
  const found = await routeOrder(deps, link.merchantId, link.request.account, request);
  switch (found.kind) {
    case 'ROUTE':
      return { inputs: [], ipAddress: false };
    case 'NONE':
      throw new NoRouteError(found.reasons);
    case 'ISSUES': {
      const names = found.issues.map(missingIn(link));
      const others = found.issues.filter((_, at) => names[at] === null);
      if (others.length > 0) throw new ValidationError(others);
      return {
        inputs: payerInputs.filter((name) => names.includes(name)),
        ipAddress: names.includes('ipAddress'),
      };
    }
  }
}

/** Which member of `customer` it is that the link leaves to the payer; null for any other issue. */
const missingIn =
  ({ request }: Payable) =>
  ({ path: [object, name, ...more] }: ValidationIssue): PayerInput | 'ipAddress' | null => {
    if (object !== 'customer' || more.length > 0) return null;
    const member = [...payerInputs, 'ipAddress' as const].find((one) => one === name);
    return member !== undefined && request.customer[member] === null ? member : null;
  };

/** Throws where an order could not be made with each of the link's methods now: paths lead into its own input. */
export async function assertPayable(deps: Deps, link: Payable): Promise<void> {
  const issues: ValidationIssue[] = [];
  for (const [at, method] of link.request.methods.entries()) {
    try {
      await missingOfPayer(deps, link, method);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      for (const { path, message } of error.issues) {
        issues.push({ path: pathInLink(path, at), message });
      }
    }
  }
  if (issues.length > 0) throw new ValidationError(different(issues));
}

function pathInLink([first, ...rest]: readonly string[], method: number): readonly string[] {
  if (first === 'method') return ['methods', String(method), ...rest];
  return first === 'expiresIn' ? ['orderExpiresIn'] : [first ?? '', ...rest];
}

/** Several methods may say the same of what they share. */
const different = (issues: readonly ValidationIssue[]): ValidationIssue[] => [
  ...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values(),
];

/** What has been erased since the link was read must not come back with the order. */
export async function assertNotErased(
  tx: Sql,
  { id, request }: Pick<PaymentLink, 'id' | 'request'>,
): Promise<void> {
  if (personalDataOf(request) === null || (await sealedDataOf(tx, id)) !== null) return;
  throw new InvalidStateError('ACTIVE', 'The payment link has changed: open it again.');
}
