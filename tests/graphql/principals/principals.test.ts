import { afterAll, beforeAll } from 'vitest';
import { describeClients } from './client.suite.ts';
import { describeEndpoints } from './endpoints.suite.ts';
import { openFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
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
