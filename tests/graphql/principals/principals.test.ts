import { afterAll, beforeAll } from 'vitest';
import { describeDoors } from './doors.suite.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { describeTable } from './table.suite.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describeTable(() => stage);
describeDoors(() => stage);
