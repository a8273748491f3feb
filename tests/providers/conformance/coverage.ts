import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert/strict';
import { capabilitiesOf } from '../../../src/providers/capabilities.ts';
import type { Capabilities } from '../../../src/providers/capabilities.ts';
import type { Harness } from './harness.ts';
import type { Case } from './cases.ts';
import type { Operation, Unfit } from './subject.ts';
import { revealed } from '../../support/revealed.ts';

const isCreation = (operation: Operation): boolean =>
  operation.startsWith('create') ||
  operation === 'captureOrder' ||
  operation === 'refundAbnormalPayment';

/** Every capability of the provider has its case, and the provider states each. */
export function coverageCases(harness: Harness): Case[] {
  const { subject, methods, module, context } = harness;
  const covered = Object.keys(subject.operations) as Operation[];
  const capabilities = capabilitiesOf(module, context.connection, subject.config);
  return [
    ...methods
      .filter((operation) => (subject.operations[operation] ?? []).length === 0)
      .map((operation) => todo(`${operation}: no happy path given`)),
    ...covered
      .filter((operation) => !methods.includes(operation))
      .map((operation) => todo(`${operation}: a happy path is given, and there is no such method`)),
    ...methods
      .filter(isCreation)
      .flatMap((operation) => [
        ...(subject.operations[operation]?.some(({ effect }) => effect === undefined)
          ? [todo(`${operation}: no effect given that could be counted`)]
          : []),
        ...(subject.duplicates.some((one) => one.operation === operation)
          ? []
          : [todo(`${operation}: nothing is said of the same reference twice`)]),
      ]),
    ...methods
      .filter((operation) => operation.startsWith('query'))
      .filter((operation) => !subject.refusals.some((one) => one.operation === operation))
      .map((operation) => todo(`${operation}: nothing is said of what is not there`)),
    ...vectorCases(harness),
    ...Object.entries(subject.capabilities).map(([name, value]) => ({
      title: `says of itself: ${name}`,
      run: () => deepStrictEqual(capabilities[name as keyof Capabilities], value),
    })),
    ...Object.entries(subject.terms).map(([name, value]) => ({
      title: `says of itself: ${name}`,
      run: () => deepStrictEqual(module[name as keyof typeof subject.terms], value),
    })),
    { title: 'has the checks that the contract asks for', run: () => hasChecks(harness) },
    { title: 'has a well-formed sample configuration', run: () => parsesSample(harness) },
    { title: 'takes the configuration of the account', run: () => parsesConfig(harness) },
    { title: 'takes in GraphQL what its configuration takes', run: () => inputsFit(harness) },
    ...subject.unfit.map((one) => unfitCase(one, harness)),
    ...statusCases(harness),
    ...captureCases(harness),
  ];
}

function todo(title: string): Case {
  return { title, run: () => fail('write it') };
}

function vectorCases({ subject, module }: Harness): Case[] {
  // Where nothing is signed there is nothing to publish.
  const none = module.signedReader === undefined ? [] : [todo('has no published vectors')];
  if (subject.vectors.length === 0) return none;
  return subject.vectors.map(({ name, actual, expected }) => ({
    title: `vector ${name}`,
    run: () => deepStrictEqual(actual(), expected),
  }));
}

function hasChecks({ module }: Harness): void {
  const checks = ['checkOrder', 'checkRefund', 'checkSettlement', 'concurrentRefunds'] as const;
  for (const check of checks) strictEqual(typeof module[check], 'function', check);
}

function parsesSample({ module }: Harness): void {
  module.config.parse(revealed(module.sampleConfig));
}

function parsesConfig({ module, subject }: Harness): void {
  // Sealed and read again, because a secret alone does not show its content.
  deepStrictEqual(revealed(module.config.parse(subject.config)), subject.config);
}

/** Both describe the same inputs: which there are, which are required, and their types. */
function inputsFit({ module }: Harness): void {
  const { configInput, config } = module;
  const sample = revealed(module.sampleConfig);
  deepStrictEqual(Object.keys(configInput).toSorted(), Object.keys(sample).toSorted());
  for (const [name, { type, required, description }] of Object.entries(configInput)) {
    const { [name]: value, ...rest } = sample;
    const parsed = config.safeParse(rest);
    deepStrictEqual(!parsed.success, required, `${name} is required`);
    // Where an input is optional, the sample has its default, and the description says it.
    if (parsed.success) deepStrictEqual(revealed(parsed.data), sample, `default of ${name}`);
    const hasText = typeof value === 'string' || typeof value === 'boolean';
    const said = parsed.success && hasText ? `Default ${value}` : '';
    ok(description.startsWith(said), `${name} is described by its default`);
    if (typeof value === 'boolean') deepStrictEqual(type, 'Boolean', name);
    if (typeof value === 'string') ok(['String', 'CurrencyCode', 'URL'].includes(type), name);
    if (value === null) ok(type === '[String!]' || type === 'String', name);
  }
}

/** Nothing is sent that our own checks refuse, so a wrong check is a lost order or a refused one. */
function unfitCase(one: Unfit, { module, subject }: Harness): Case {
  const what = one.path === undefined ? 'unable' : `an issue at ${one.path}`;
  return {
    title: `check of a ${one.kind}, ${one.name}: ${what}`,
    run() {
      const { unable, issues } = fitOf();
      const paths = issues.map(({ path }) => path.join('.'));
      if (one.path !== undefined) ok(paths.includes(one.path), `issues at ${paths.join(', ')}`);
      if (one.unable !== undefined) ok(unable.join('; ').includes(one.unable), unable.join('; '));
    },
  };

  function fitOf() {
    const { config } = subject;
    if (one.kind === 'order') return module.checkOrder(one.request, config);
    if (one.kind === 'capture') {
      return { unable: [], issues: module.checkCapture?.(one.request, config) ?? [] };
    }
    if (one.kind === 'settlement') {
      return { unable: [], issues: module.checkSettlement(one.request, config) };
    }
    const order = one.order ?? { paidAt: null, now: 0 };
    return { unable: [], issues: module.checkRefund(one.request, config, order) };
  }
}

/** An order that can be captured is authorised first, and what it cannot be captured by is told before it is sent. */
function captureCases({ module, methods }: Harness): Case[] {
  const canCapture = methods.includes('captureOrder');
  return [
    {
      title: `captureOrder: AUTHORIZED is ${canCapture ? '' : 'not '}in orderStatuses`,
      run: () => strictEqual(module.orderStatuses.includes('AUTHORIZED'), canCapture),
    },
  ];
}

/** `orderStatuses` states what can happen: exactly the statuses of the table. */
function statusCases({ subject, module, context }: Harness): Case[] {
  const tables = subject.codes.filter(({ operation }) => operation === 'queryOrder');
  const wanted = tables.flatMap(({ codes }) =>
    Object.values(codes).flatMap(({ is }) => ('status' in is ? [String(is.status)] : [])),
  );
  const { connection } = context;
  return [
    {
      title: 'queryOrder: every status of the provider is in orderStatuses',
      run() {
        ok(wanted.length > 0, 'no table of codes given');
        const missing = wanted.filter(
          (status) => !module.orderStatuses.some((one) => one === status),
        );
        deepStrictEqual(missing, []);
      },
    },
    ...(['Order', 'Refund', 'Settlement'] as const)
      .filter((noun) => connection[`query${noun}`] !== undefined)
      .filter((noun) => !subject.codes.some((one) => one.operation === `query${noun}`))
      .map((noun) => todo(`query${noun}: no table of the provider's codes given`)),
  ];
}
