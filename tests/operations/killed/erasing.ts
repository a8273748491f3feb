/** A process that erases a person, and ends: see mortal.ts. */
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import type { EraseCustomerInput } from '../../../src/domain/input/erasure.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import { eraseCustomer } from '../../../src/operations/personal-data/erase-customer.ts';
import { momentsOf } from './mortal.ts';
import type { Mortal } from './mortal.ts';

export interface Erasing extends Mortal {
  environment: Readonly<Record<string, string | undefined>>;
  merchantId: string;
  input: EraseCustomerInput;
}

const given = JSON.parse(process.argv[2] ?? '') as Erasing;
const app = await createApp(readConfig(given.environment), { scheduleMs: null });
const moments = momentsOf(given);
const deps = Object.create(app.deps, {
  read: { value: moments.watched(app.deps.read) },
  queue: { value: moments.watched(app.deps.queue) },
}) as Deps;
await eraseCustomer(deps, given.merchantId, given.input);
await app.close();
moments.end();
