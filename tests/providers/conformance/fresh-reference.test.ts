import { expect, test } from 'vitest';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Call, Connection, ProviderModule, Reply } from '../../../src/providers/provider.ts';
import { runSuite } from './run.ts';
import { conforming } from './subjects.ts';

/** The operations that send under a reference of ours. */
const sends = ['createOrder', 'createRefund', 'refundAbnormalPayment', 'createSettlement'] as const;

type Send = (sent: { providerReference: string }, call: Call) => Promise<Reply>;
/** How a client sends that should send once, under the reference that it was given. */
type Wrapper = (send: Send, fresh: () => string) => Send;

const again: Wrapper = (send, fresh) => async (sent, call) => {
  try {
    return await send(sent, call);
  } catch (error) {
    if (error instanceof NotSent) throw error;
    return send({ ...sent, providerReference: fresh() }, call);
  }
};

const always: Wrapper = (send, fresh) => async (sent, call) => {
  const { observations, refused } = await send({ ...sent, providerReference: fresh() }, call);
  // It hides what it did, as such clients do.
  const { providerReference } = sent;
  const renamed = observations.map((observation) => ({ ...observation, providerReference }));
  if (renamed.length === 0 && refused === null) throw new OutcomeUnknown('nothing was said');
  return { observations: renamed, refused };
};

/** Titles of the suite's cases. */
const lost = /, (?:cut-after|error-before|garbage): UNKNOWN/;
const twice = /: the same reference twice/;

let made = 0;
const fresh = (): string => `FRESH${(made += 1)}X${process.pid}`;

function wrong(module: ProviderModule, wrapper: Wrapper): ProviderModule {
  return {
    ...module,
    connect(config, tools) {
      const connection = module.connect(config, tools);
      const changed = sends
        .filter((name) => connection[name] !== undefined)
        .map((name) => [name, wrapper(connection[name] as Send, fresh)]);
      return { ...connection, ...(Object.fromEntries(changed) as Partial<Connection>) };
    },
  };
}

const subjects = conforming.flatMap(({ module, subjects: [open] }) =>
  open === undefined ? [] : [{ name: module.name, module, open }],
);

test.each(subjects)(
  'R22: a client of $name that sends again under a fresh reference does not conform',
  async ({ module, open }) => {
    const { tried, failed } = await triedOn(wrong(module, again), open, lost);
    expect(tried.length).toBeGreaterThan(2);
    expect(failed).toEqual(tried);
  },
);

test.each(subjects)(
  'R22: a client of $name that makes up a reference each time does not conform',
  async ({ module, open }) => {
    const { tried, failed } = await triedOn(wrong(module, always), open, twice);
    expect(tried.length).toBeGreaterThan(1);
    expect(failed).toEqual(tried);
  },
);

const isSending = (title: string): boolean =>
  sends.some((name) => title.includes(` ${name}, `) || title.includes(` ${name}: `));

/** Titles of the cases about sending, and of those that failed. */
async function triedOn(
  module: ProviderModule,
  open: (typeof subjects)[number]['open'],
  meant: RegExp,
) {
  const tried: string[] = [];
  const { failed } = await runSuite(module, open, {
    choose(cases) {
      const chosen = cases.filter(({ title }) => isSending(title) && meant.test(title));
      tried.push(...chosen.map(({ title }) => title));
      return chosen;
    },
  });
  return { tried, failed: failed.map(({ title }) => title) };
}
