import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { TestApp } from '../../support/app.ts';
import type { Document } from '../../support/operations.ts';
import type { WireRules } from '../../providers/conformance/subject.ts';

/** A mutation that has an effect at a provider, which must happen once. */
export interface Mutation {
  operation:
    | 'createOrder'
    | 'createRefund'
    | 'refundAbnormalPayment'
    | 'createSettlement'
    | 'cancelOrder'
    | 'cancelRefund'
    | 'cancelSettlement';
  document: Document;
  /** The provider's name of the call. Default: that of the operation. */
  call?: string;
  /** Creates what the mutation needs. Resolves to its input, without the key. */
  prepare: (testApp: TestApp) => Promise<object>;
  /** Its status when its answer is believed, and when it has been queried since. */
  accepted: string;
  followed?: string;
  /** The provider's own view, by our reference. Throws where it has none. */
  atProvider: (testApp: TestApp, reference: string) => { status: string };
}

/** The mutations of one account, which differ by its configuration. */
export interface AccountMutations {
  name: string;
  provider: SandboxProvider;
  /** Members of the account's configuration besides those that every test app sets. */
  config?: object;
  /** How the provider signs and what precedes its calls. Default: answers are not signed. */
  wireRules?: (testApp: TestApp) => WireRules;
  /** Whether it refuses a request of the night before. */
  checksTime: boolean;
  /** Why a request cannot arrive twice. Default: it can. */
  refusesTwins?: string;
  /** Whether a failed refund looks as if it had never been requested. */
  hidesFailedRefunds?: boolean;
  /** Makes the provider send a webhook about each new order, or ends it. Omitted where it cannot. */
  announceOrders?: (testApp: TestApp, on: boolean) => void;
  mutations: readonly Mutation[];
}
