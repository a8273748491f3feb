import { vexoraRegions } from '../../providers/vexora/subject/regions.ts';
import { provesOrder } from './proof.ts';
import { vexoraStories } from './stories/vexora.ts';

provesOrder('VEXORA', vexoraRegions.flatMap(vexoraStories));
