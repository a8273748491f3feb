import { nexapay } from '../../../src/providers/nexapay/index.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { openNexapay } from './subject.ts';

export const conforming: Conforming = {
  module: nexapay,
  entry: 'src/providers/nexapay/index.ts',
  exported: 'nexapay',
  subjects: [openNexapay],
  folders: ['src/providers/nexapay'],
};
