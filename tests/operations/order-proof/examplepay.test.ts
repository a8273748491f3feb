import { provesOrder } from './proof.ts';
import { closedStory, examplepayStories } from './stories/examplepay.ts';

provesOrder('EXAMPLEPAY', examplepayStories);
provesOrder('EXAMPLEPAY', [...examplepayStories, closedStory], {
  examplepay: { closeEnabled: true, refundQueryEnabled: true },
});
