import { vexora } from '../../../src/providers/vexora/index.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { openVexora } from './subject.ts';
import { vexoraRegions } from './subject/regions.ts';

export const conforming: Conforming = {
  module: vexora,
  entry: 'src/providers/vexora/index.ts',
  exported: 'vexora',
  subjects: vexoraRegions.map(openVexora),
  folders: ['src/providers/vexora'],
};
