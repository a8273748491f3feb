import type { PaymentMethod } from '../../../../src/domain/request.ts';
import type { Subject } from '../../conformance/subject.ts';
import type { payer } from '../requests.ts';

/** A country as documented (docs/providers/vexora.md#regions), for the tests: not read from the provider's table. */
export interface RegionFacts {
  currency: 'TWD' | 'KRW' | 'IDR' | 'PHP';
  country: 'taiwan' | 'korea' | 'indonesia' | 'philippines';
  title: string;
  wallets: readonly string[] | null;
  customer: typeof payer;
  /** An amount, and the largest one that is too small. */
  amount: string;
  tooSmall: string;
  orders: readonly OrderFacts[];
  /** Sent with every order. */
  always: readonly string[];
  /** Paths into the input, with wrong values; null is always one where it is `required`. */
  wrong: readonly Wrong[];
  payout: PayoutFacts | null;
  requiredInputs: NonNullable<Subject['capabilities']['requiredInputs']>;
}

export interface OrderFacts {
  method: PaymentMethod;
  sends: readonly string[];
  /** Seconds. */
  lifetime: number;
}

export interface Wrong {
  /** Member of the customer, or of the payee. */
  member: string;
  values: readonly (string | null)[];
  /** Where it applies to one method only. */
  method?: PaymentMethod;
}

export interface PayoutFacts {
  amount: string;
  tooSmall: string;
  payee: Readonly<Record<string, string | null>>;
  sends: readonly string[];
  wrong: readonly Wrong[];
}
