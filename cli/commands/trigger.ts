import { exitCodes, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { accountsDocument } from '../documents.ts';
import { controlOf } from '../stories/control.ts';
import { Scenario } from '../stories/scenario.ts';
import type { Account } from '../stories/scenario.ts';
import { stories } from '../stories/stories.ts';
import { table } from '../terminal.ts';

export const triggerCommand: Command = {
  name: 'trigger',
  summary: 'Plays a story in the sandbox: an order that is overpaid, or whose answer is lost.',
  operands: '[STORY]',
  count: [0, 1],
  options: {
    account: {
      value: 'ID',
      help: 'An account at XCheckout or W Checkout of a sandbox on this machine. Default: the first.',
    },
    timeout: { value: 'SECONDS', help: 'How long each step may take. Default: 120.' },
  },
  notes: [
    'Stories:',
    ...table(stories.map(({ name, summary }) => [name, summary])).map((line) => `  ${line}`),
    '',
    'The key needs the scopes READ and ORDERS_WRITE, for refunds REFUNDS_WRITE, for settlements',
    'SETTLEMENTS_WRITE. Without STORY, the stories are listed.',
  ].join('\n'),
  run: trigger,
};

const providers = ['W_CHECKOUT', 'ANEXPAY_XCHECKOUT'];

async function trigger({ operands: [name], options, api, terminal, signal }: CommandContext) {
  if (name === undefined) {
    for (const story of stories) terminal.json({ name: story.name, summary: story.summary });
    const rows = stories.map((story) => [story.name, story.summary]);
    for (const line of table(rows)) terminal.line(line);
    return exitCodes.done;
  }
  const story = stories.find((one) => one.name === name);
  if (story === undefined) {
    throw usageError(`There is no story "${name}": ${stories.map((one) => one.name).join(', ')}`);
  }
  const timeoutMs = readTimeout(options.text('timeout'));
  const { viewer } = await api.request<Viewer>(accountsDocument);
  const account = accountIn(viewer.accounts, options.text('account'));
  const control = controlOf(account.baseUrl, `The account ${account.id}`);
  const report = (sentence: string): void =>
    terminal.line(`${terminal.paint('cyan', '•')} ${sentence}`);
  const scenario = new Scenario({ api, control, account, report, signal, timeoutMs });
  await story.play(scenario);
  const { order, refund, settlement } = scenario;
  terminal.json({ story: name, account: account.id, order, refund, settlement });
  return exitCodes.done;
}

interface Viewer {
  viewer: { accounts: readonly Account[] };
}

function accountIn(accounts: readonly Account[], id: string | null): Account {
  const fitting = accounts
    .filter((one) => providers.includes(one.provider) && one.enabled)
    .toSorted((a, b) => providers.indexOf(a.provider) - providers.indexOf(b.provider));
  const found = id === null ? fitting[0] : fitting.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw usageError(
    id === null
      ? 'The merchant has no account at XCheckout or W Checkout.'
      : `--account: ${id} is not an enabled account at XCheckout or W Checkout.`,
  );
}

/** Milliseconds. */
function readTimeout(text: string | null): number {
  if (text === null) return 120_000;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text) * 1000;
  throw usageError(`--timeout must be 1 to 9999 seconds, not "${text}".`);
}
