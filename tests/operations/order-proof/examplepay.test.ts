import { provesOrder } from './proof.ts';
import { closedStory, examplepayScenarios } from './scenarios/examplepay.ts';

provesOrder('EXAMPLEPAY', examplepayScenarios);
provesOrder('EXAMPLEPAY', [...examplepayScenarios, closedStory], {
  config: { EXAMPLEPAY: { closeEnabled: true, refundQueryEnabled: true } },
});
