/** The providers that conform, for what runs them all. */
import { anexpayXcheckout } from '../../../src/providers/anexpay-xcheckout/index.ts';
import { nexapay } from '../../../src/providers/nexapay/index.ts';
import type { ProviderModule } from '../../../src/providers/provider.ts';
import { wCheckout } from '../../../src/providers/w-checkout/index.ts';
import { openNexapay } from '../nexapay/subject.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';
import type { OpenSubject } from './subject.ts';

export interface Conforming {
  module: ProviderModule;
  /** From the root of the project. */
  entry: string;
  exported: string;
  open: OpenSubject;
  /** Folders whose tables are mutated. */
  folders: readonly string[];
}

export const conforming: readonly Conforming[] = [
  {
    module: anexpayXcheckout,
    entry: 'src/providers/anexpay-xcheckout/index.ts',
    exported: 'anexpayXcheckout',
    open: openGateway('ANEXPAY_XCHECKOUT'),
    folders: ['src/providers/anexpay-xcheckout', 'src/providers/stablecoin-gateway'],
  },
  {
    module: wCheckout,
    entry: 'src/providers/w-checkout/index.ts',
    exported: 'wCheckout',
    open: openGateway('W_CHECKOUT'),
    folders: ['src/providers/w-checkout', 'src/providers/stablecoin-gateway'],
  },
  {
    module: nexapay,
    entry: 'src/providers/nexapay/index.ts',
    exported: 'nexapay',
    open: openNexapay,
    folders: ['src/providers/nexapay'],
  },
];
