import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { TestApp } from '../../support/app.ts';
import type { Document } from '../../support/operations.ts';

/** Something that has an effect at a provider, which must happen once. */
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
  /** Makes what it needs; resolves to the input, without its key. */
  prepare: (testApp: TestApp) => Promise<object>;
  /** What it is when its answer is believed, and when it has been asked for since. */
  accepted: string;
  followed?: string;
  /** The provider's own view, by the number that we gave: throws where it has none. */
  atProvider: (testApp: TestApp, reference: string) => { status: string };
}

/** The deeds at one account, which differ by its switches. */
export interface AccountMutations {
  name: string;
  provider: SandboxProvider;
  examplepay?: { closeEnabled: boolean; refundQueryEnabled: boolean };
  mutations: readonly Mutation[];
}
