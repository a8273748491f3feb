import { examplepayDeeds, nexapayDeeds, vexoraDeeds } from './deeds/others.ts';
import { livesThrough } from './suite.ts';

for (const deeds of [examplepayDeeds(true), examplepayDeeds(false), nexapayDeeds, vexoraDeeds]) {
  livesThrough(deeds);
}
