import type { TestApp } from '../../support/app.ts';
import { eventually } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, pathOf } from '../../support/operations.ts';
import type { Subject } from '../../support/operations.ts';

export const ordered = async (testApp: TestApp, prepare: object): Promise<Subject> => {
  const input = { idempotencyKey: newKey(), ...prepare };
  const result = await mutate(testApp, documents.createOrder, { input });
  if (result.order === undefined) throw new Error(JSON.stringify(result));
  return result.order;
};

export const untilPaid = (testApp: TestApp, { id }: Subject) =>
  eventually(async () => (await pathOf(testApp, id)).at(-1) === 'PAID');
