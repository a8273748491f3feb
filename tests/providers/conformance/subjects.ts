/** The providers that conform, for the programs that run them all. */
import { anexpayXcheckout } from '../../../src/providers/anexpay-xcheckout/index.ts';
import { examplepay } from '../../../src/providers/examplepay/index.ts';
import { nexapay } from '../../../src/providers/nexapay/index.ts';
import type { ProviderModule } from '../../../src/providers/provider.ts';
import { vexora } from '../../../src/providers/vexora/index.ts';
import { wCheckout } from '../../../src/providers/w-checkout/index.ts';
import { openExamplepay } from '../examplepay/subject.ts';
import { openNexapay } from '../nexapay/subject.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';
import { openVexora } from '../vexora/subject.ts';
import { vexoraRegions } from '../vexora/subject/regions.ts';
import type { OpenSubject } from './subject.ts';

export interface Conforming {
  module: ProviderModule;
  /** From the root of the project. */
  entry: string;
  exported: string;
  /** One for each kind of account. */
  subjects: readonly OpenSubject[];
  /** Folders whose tables are mutated. */
  folders: readonly string[];
}

export const conforming: readonly Conforming[] = [
  {
    module: anexpayXcheckout,
    entry: 'src/providers/anexpay-xcheckout/index.ts',
    exported: 'anexpayXcheckout',
    subjects: [openGateway('ANEXPAY_XCHECKOUT')],
    folders: ['src/providers/anexpay-xcheckout', 'src/providers/stablecoin-gateway'],
  },
  {
    module: wCheckout,
    entry: 'src/providers/w-checkout/index.ts',
    exported: 'wCheckout',
    subjects: [openGateway('W_CHECKOUT')],
    folders: ['src/providers/w-checkout', 'src/providers/stablecoin-gateway'],
  },
  {
    module: examplepay,
    entry: 'src/providers/examplepay/index.ts',
    exported: 'examplepay',
    subjects: [openExamplepay('all'), openExamplepay('documented')],
    folders: ['src/providers/examplepay'],
  },
  {
    module: vexora,
    entry: 'src/providers/vexora/index.ts',
    exported: 'vexora',
    subjects: vexoraRegions.map(openVexora),
    folders: ['src/providers/vexora'],
  },
  {
    module: nexapay,
    entry: 'src/providers/nexapay/index.ts',
    exported: 'nexapay',
    subjects: [openNexapay],
    folders: ['src/providers/nexapay'],
  },
];
