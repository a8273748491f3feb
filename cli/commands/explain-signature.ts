import { readFileSync } from 'node:fs';
import { exitCodes, refusedError, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import type { Options } from '../options.ts';
import { explainSignatureDocument } from '../documents.ts';
import { readHttpMessage } from '../http-message.ts';
import type { HttpMessage } from '../http-message.ts';
import { plain } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const directions = ['webhook', 'request', 'response'];

export const explainSignatureCommand: Command = {
  name: 'explain-signature',
  summary: 'Tells what of a message is signed, and by which mistake its signature is wrong.',
  operands: '[FILE]',
  count: [0, 1],
  options: {
    account: { value: 'ID', help: 'The account that the message belongs to: acc_…' },
    direction: { value: 'WHO', help: `${directions.join(', ')}. Default: webhook.` },
    method: { value: 'METHOD', help: 'Of a response: that of the request.' },
    target: { value: 'URL', help: 'Of a response: the address of the request, or its path.' },
    header: { value: 'NAME:VALUE', isList: true, help: 'A header, besides those in FILE.' },
    body: { value: 'FILE', help: 'The exact bytes of the body, where FILE does not hold them.' },
    'received-at': { value: 'TIME', help: 'When it came in: 2026-01-01T00:00:00Z. Default: now.' },
  },
  notes: [
    'FILE holds the message as it went over the wire: first line and headers, an empty line, the body. A dash',
    'is the standard input. The key needs the scope MANAGE. Exit code 1: the message is not accepted.',
  ].join('\n'),
  run: explainSignature,
};

interface Explanation {
  valid: boolean;
  parts: readonly { rule: string; value: string }[];
  expectedDigest: string | null;
  receivedDigest: string | null;
  causes: readonly { code: string; message: string }[];
}

async function explainSignature({ operands: [file], options, api, terminal }: CommandContext) {
  const account = options.text('account');
  if (account === null) throw usageError('--account is missing.');
  const direction = options.text('direction') ?? 'webhook';
  if (!directions.includes(direction)) {
    throw usageError(`--direction must be ${directions.join(', ')}, not "${direction}".`);
  }
  const message = readMessage(file, options);
  const input = {
    account,
    direction: direction.toUpperCase(),
    method: message.method,
    url: message.target,
    headers: message.headers,
    bodyBase64: message.body.toString('base64'),
    receivedAt: options.text('received-at'),
  };
  const { explainSignature: explanation } = await api.request<{
    explainSignature: Explanation | null;
  }>(explainSignatureDocument, { input });
  if (explanation === null) throw refusedError(`--account: ${account} does not exist.`);
  terminal.json(explanation);
  describe(terminal, explanation);
  return explanation.valid ? exitCodes.done : exitCodes.refused;
}

function readMessage(file: string | undefined, options: Options): HttpMessage {
  const empty: HttpMessage = { method: null, target: null, headers: [], body: Buffer.alloc(0) };
  const recorded = file === undefined ? empty : readHttpMessage(contentOf(file, 'FILE'));
  const bodyFile = options.text('body');
  const added = options.list('header').map((text) => {
    const [, key, value] = /^([^\s:]+):[ \t]*(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      throw usageError(`--header must be a name, a colon and a value, not "${text}".`);
    }
    return { key, value };
  });
  const names = new Set(added.map(({ key }) => key.toLowerCase()));
  return {
    method: options.text('method') ?? recorded.method,
    target: options.text('target') ?? recorded.target,
    headers: [...recorded.headers.filter(({ key }) => !names.has(key.toLowerCase())), ...added],
    body: bodyFile === null ? recorded.body : contentOf(bodyFile, '--body'),
  };
}

function contentOf(file: string, name: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch {
    throw usageError(`${name}: ${file} cannot be read.`);
  }
}

function describe(terminal: Terminal, { valid, parts, causes, ...digests }: Explanation): void {
  terminal.line(
    valid
      ? terminal.paint('green', 'The message is accepted.')
      : terminal.paint('red', 'The message is not accepted.'),
  );
  for (const { code, message } of causes) {
    terminal.line();
    terminal.line(terminal.paint('bold', code));
    terminal.line(`  ${plain(message)}`);
  }
  if (parts.length > 0) {
    terminal.line();
    terminal.line('What has to be signed, part after part:');
  }
  for (const { rule, value } of parts) {
    terminal.line(`  ${JSON.stringify(value)}`);
    terminal.line(terminal.paint('dim', `    ${rule}`));
  }
  terminal.line();
  terminal.line(`expected  ${digests.expectedDigest ?? 'none'}`);
  terminal.line(`received  ${digests.receivedDigest ?? 'none'}`);
}
