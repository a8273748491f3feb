import { deepStrictEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite } from '@paygraph/provider-kit/conformance';
import { stripeCheckout } from '../src/index.ts';
import { openStripe } from './subject.ts';

void test('Stripe Checkout conforms', async (context) => {
  const { cases, failed } = await runSuite(stripeCheckout, openStripe);
  deepStrictEqual(failed, []);
  ok(cases.length > 100);
  context.diagnostic(`${cases.length} cases`);
});
