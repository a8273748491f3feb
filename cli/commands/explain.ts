import { exitCodes, refusedError, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { explainDocument } from '../documents.ts';
import { plain, table } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary:
    'Tells why an order, a refund or a settlement is in its state: all evidence, with the rule that it met.',
  operands: 'ID',
  count: [1, 1],
  options: {},
  notes: 'ID is ord_…, rfd_… or stl_… The key needs the scope READ.',
  run: explain,
};

interface Money {
  amount: string;
  currency: string;
  network: string | null;
}

interface Evidence {
  id: string;
  at: string;
  times: number;
  cause: string;
  rule: string;
  reason: string;
  says: string;
  changed: boolean;
  fromStatus: string | null;
  toStatus: string;
}

interface Explained {
  __typename: string;
  id: string;
  reference: string;
  amount: Money;
  failure: { code: string; message: string } | null;
  resolution: Resolution | null;
  explanation: {
    subjectStatus: string;
    decisive: { id: string } | null;
    evidence: readonly Evidence[];
  };
}

interface Resolution {
  since: string;
  checks: number;
  nextCheckAt: string | null;
  needsAttention: boolean;
}

async function explain({ operands: [id = ''], api, terminal }: CommandContext): Promise<number> {
  if (!/^(?:ord|rfd|stl)_/.test(id)) {
    throw usageError(
      `"${id}" is not the id of an order, refund or settlement: ord_…, rfd_…, stl_…`,
    );
  }
  const { node } = await api.request<{ node: Explained | null }>(explainDocument, { id });
  if (node === null) throw refusedError(`${id} does not exist, or belongs to somebody else.`);
  terminal.json(node);
  describe(terminal, node);
  return exitCodes.done;
}

function describe(terminal: Terminal, node: Explained): void {
  const { explanation, failure, resolution, amount } = node;
  const status = terminal.paint('bold', explanation.subjectStatus);
  const of = [amount.amount, amount.currency, amount.network ?? ''].join(' ').trim();
  terminal.line(`${node.__typename} ${node.id} (${plain(node.reference)}) of ${of} is ${status}`);
  if (failure !== null) {
    terminal.line(terminal.paint('red', `${failure.code}: ${plain(failure.message)}`));
  }
  if (resolution !== null) terminal.line(terminal.paint('yellow', sentenceOf(resolution)));
  terminal.line();
  const rows = explanation.evidence.map((one) => rowOf(one, explanation.decisive?.id ?? null));
  table(rows).forEach((line, at) => {
    const { changed = false, reason = '', times = 1 } = explanation.evidence[at] ?? {};
    terminal.line(changed ? terminal.paint('green', line) : line);
    const often = times > 1 ? ` (${times} times)` : '';
    terminal.line(terminal.paint('dim', `    ${plain(reason)}${often}`));
  });
}

function rowOf(evidence: Evidence, decisive: string | null): string[] {
  const { id, at, cause, rule, says, changed, fromStatus, toStatus } = evidence;
  const change = changed ? [fromStatus, toStatus].filter((one) => one !== null).join(' → ') : '';
  return [id === decisive ? '*' : ' ', at, cause, rule, plain(says), change];
}

function sentenceOf({ since, checks, nextCheckAt, needsAttention }: Resolution): string {
  const next =
    nextCheckAt === null ? 'no further one is planned' : `the next one is at ${nextCheckAt}`;
  const person = needsAttention ? ' A person has to look at it.' : '';
  return `Not resolved since ${since}: the provider was queried ${checks} times, and ${next}.${person}`;
}
