import { examplepay } from '../../../src/providers/examplepay/index.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { openExamplepay } from './subject.ts';

export const conforming: Conforming = {
  module: examplepay,
  entry: 'src/providers/examplepay/index.ts',
  exported: 'examplepay',
  subjects: [openExamplepay('all'), openExamplepay('documented')],
  folders: ['src/providers/examplepay'],
};
