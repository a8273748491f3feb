import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { findCurrency } from '../../domain/money.ts';
import { orderStatuses } from '../../domain/order.ts';
import { accountModes } from '../../domain/routing.ts';
import { paymentMethodTypes, settlementDestinationTypes } from '../../domain/request.ts';
import { configFieldTypes, sampleInput } from '../config-input.ts';
import type { Connection, ProviderModule } from '../provider.ts';

const aFunction = z.custom((value) => typeof value === 'function', 'must be a function');

const aText = z.string('must be a text').min(1, 'must not be empty');

const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const currency = aText.refine(
  (code) => findCurrency(code) !== undefined,
  'is a currency that Paygraph does not know',
);

const configField = z.object({
  type: oneOf(configFieldTypes),
  required: z.boolean('must be true or false'),
  description: aText,
});

/** The name must give an enum value and input types that GraphQL takes and that do not exist otherwise. */
const name = z
  .string('must be a text')
  .regex(/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/, 'must be like ACME_PAY')
  .refine((text) => text !== 'PROVIDER', 'is a name that the schema uses itself');

const milliseconds = z.number('must be milliseconds').nonnegative('must not be below 0');

const shape = z.object({
  name,
  title: aText,
  config: z.custom(hasParse, 'must be a zod schema'),
  configInput: z.record(z.string().regex(/^[a-z][A-Za-z\d]*$/), configField, {
    error: ({ code }) => (code === 'invalid_key' ? 'must be a name like apiKey' : 'must be fields'),
  }),
  defaultBaseUrl: z.url('must be an address or null').nullable(),
  methods: z.array(oneOf(paymentMethodTypes)),
  currencies: z.array(currency),
  requiredInputs: z.array(
    z.object({ method: oneOf(paymentMethodTypes), paths: z.array(z.string()) }),
  ),
  otherMethods: z.array(aText, 'must be a list of texts').optional(),
  orderStatuses: z.array(oneOf(orderStatuses)),
  settlementDestinations: z.array(oneOf(settlementDestinationTypes)),
  partialRefund: z.boolean('must be true or false'),
  partialCapture: z.boolean('must be true or false').optional(),
  defaultExpiresIn: z.number('must be seconds or null').nullable(),
  absenceSpanMs: milliseconds,
  concurrentRefunds: aFunction,
  checkOrder: aFunction,
  checkRefund: aFunction,
  checkSettlement: aFunction,
  connect: aFunction,
  repeatableForMs: milliseconds.optional(),
  eagerPoll: z.object({ everyMs: milliseconds, forMs: milliseconds }).optional(),
  expiresInOf: aFunction.optional(),
  accountTerms: aFunction.optional(),
  modeOf: aFunction.optional(),
  signedReader: aFunction.optional(),
  checkCapture: aFunction.optional(),
});

function hasParse(value: unknown): boolean {
  const { parse, safeParse } = (value ?? {}) as Record<string, unknown>;
  return typeof parse === 'function' && typeof safeParse === 'function';
}

const connection = z.object({
  createOrder: aFunction,
  queryOrder: aFunction,
  close: aFunction,
  webhook: z.object({
    verify: aFunction,
    translate: aFunction,
    ack: z.object({ status: z.number(), contentType: z.string(), body: z.string() }),
  }),
});

/**
 * Why something from outside of this repository is no `ProviderModule`: the compiler has not seen it together with
 * Paygraph. Empty where it is one. It is connected once, with its sample configuration and without any call.
 */
export async function problemsOfModule(value: unknown): Promise<readonly string[]> {
  const checked = shape.safeParse(value);
  if (!checked.success) return describe(checked.error);
  const module = value as ProviderModule;
  const entered = module.config.safeParse(Object.fromEntries(sampleInput(module)));
  if (!entered.success) return describe(entered.error, ['sampleConfig']);
  const derived = [...modeProblems(module), ...otherMethodProblems(module)];
  if (derived.length > 0) return derived;
  let connected: Connection;
  try {
    connected = module.connect(module.sampleConfig, {
      baseUrl: module.defaultBaseUrl ?? 'http://localhost',
      now: () => 0,
      log: () => undefined,
    });
  } catch (error) {
    return [`connect throws with sampleConfig: ${messageOf(error)}`];
  }
  const complete = connection.safeParse(connected);
  if (!complete.success) return describe(complete.error, ['connect()']);
  return closeProblems(connected);
}

function modeProblems(module: ProviderModule): readonly string[] {
  const modes: readonly unknown[] = [...accountModes, null, undefined];
  try {
    const isOne = modes.includes(module.modeOf?.(module.sampleConfig));
    return isOne ? [] : ['modeOf must return LIVE, TEST or null'];
  } catch (error) {
    return [`modeOf throws with sampleConfig: ${messageOf(error)}`];
  }
}

/** An order by OTHER names one of `otherMethods`, so neither can be had without the other one. */
function otherMethodProblems(module: ProviderModule): readonly string[] {
  try {
    const terms = { ...module, ...module.accountTerms?.(module.sampleConfig) };
    const { methods, otherMethods = [] } = terms;
    const hasOther = methods.includes('OTHER');
    if (hasOther === otherMethods.length > 0) return [];
    return [
      hasOther
        ? 'methods has OTHER: name its methods in otherMethods, or leave OTHER out'
        : 'otherMethods names methods: add OTHER to methods, or leave otherMethods out',
    ];
  } catch (error) {
    return [`accountTerms throws with sampleConfig: ${messageOf(error)}`];
  }
}

const closesWithinMs = 5_000;

async function closeProblems(connected: Connection): Promise<readonly string[]> {
  const timeout = new AbortController();
  const tooLong = sleep(closesWithinMs, ['close does not end'], timeout).catch(() => []);
  try {
    return await Promise.race([closed(connected), tooLong]);
  } catch (error) {
    return [`close throws: ${messageOf(error)}`];
  } finally {
    timeout.abort();
  }
}

async function closed(connected: Connection): Promise<readonly string[]> {
  await connected.close();
  return [];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'no error');

const describe = ({ issues }: z.ZodError, at: readonly string[] = []): string[] =>
  issues.map(({ path, message }) => [[...at, ...path].join('.'), message].join(' ').trim());
