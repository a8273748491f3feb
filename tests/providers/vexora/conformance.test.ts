import { vexora } from '../../../src/providers/vexora/index.ts';
import { conformance } from '../conformance.ts';
import { openVexora } from './subject.ts';
import { vexoraRegions } from './subject/regions.ts';

for (const region of vexoraRegions) {
  // A file's cases are collected one after the other.
  // oxlint-disable-next-line no-await-in-loop
  await conformance(vexora, openVexora(region));
}
