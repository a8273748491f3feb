import { vexoraRegions } from '../../providers/vexora/subject/regions.ts';
import { provesOrder } from './proof.ts';
import { vexoraScenarios } from './scenarios/vexora.ts';

provesOrder('VEXORA', vexoraRegions.flatMap(vexoraScenarios));
