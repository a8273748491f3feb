import { provesOrder } from './proof.ts';
import { closedStory, examplepayScenarios } from './stories/examplepay.ts';

provesOrder('EXAMPLEPAY', examplepayScenarios);
provesOrder('EXAMPLEPAY', [...examplepayScenarios, closedStory], {
  examplepay: { closeEnabled: true, refundQueryEnabled: true },
});
