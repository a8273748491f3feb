import { provesOrder } from './proof.ts';
import { nexapayStories } from './stories/nexapay.ts';

provesOrder('NEXAPAY', nexapayStories);
