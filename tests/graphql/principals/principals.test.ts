import { afterAll, beforeAll } from 'vitest';
import { describeClients } from './client.suite.ts';
import { describeEndpoints } from './doors.suite.ts';
import { openFixture } from './stage.ts';
import type { Fixture } from './stage.ts';
import { describeTenancy } from './tenancy.suite.ts';
import { describeTable } from './table.suite.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

describeTable(() => fixture);
describeEndpoints(() => fixture);
describeClients(() => fixture);
describeTenancy(() => fixture);
