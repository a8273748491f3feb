import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { TestApp } from '../../support/app.ts';
import type { Document } from '../../support/operations.ts';

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
  /** Creates what the mutation needs. Resolves to its input, without the key. */
  prepare: (testApp: TestApp) => Promise<object>;
  /** Its status when its answer is believed, and when it has been queried since. */
  accepted: string;
  followed?: string;
  /** The provider's own view, by our reference. Throws where it has none. */
  atProvider: (testApp: TestApp, reference: string) => { status: string };
}

/** The mutations of one account, which differ by its switches. */
export interface AccountMutations {
  name: string;
  provider: SandboxProvider;
  examplepay?: { closeEnabled: boolean; refundQueryEnabled: boolean };
  mutations: readonly Mutation[];
}
