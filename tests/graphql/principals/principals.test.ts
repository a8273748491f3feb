import { afterAll, beforeAll } from 'vitest';
import { describeClients } from './client.suite.ts';
import { describeDoors } from './doors.suite.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { describeTenancy } from './tenancy.suite.ts';
import { describeTable } from './table.suite.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describeTable(() => stage);
describeDoors(() => stage);
describeClients(() => stage);
describeTenancy(() => stage);
