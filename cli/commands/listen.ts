import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { followEvents, FollowError } from '../../clients/typescript/src/index.ts';
import { CommandError, exitCodes, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { eventsDocument } from '../documents.ts';
import { createForwarder } from '../forward/forwarder.ts';
import type { Delivered, Forwarder } from '../forward/forwarder.ts';
import { createPost, newSecret, readSecret } from '../forward/post.ts';
import type { EventItem, LogEvent } from '../forward/post.ts';
import { plain } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export const listenCommand: Command = {
  name: 'listen',
  summary:
    "Shows the events of the merchant as they happen, and forwards them to a developer's machine.",
  operands: '',
  count: [0, 0],
  options: {
    forward: { value: 'URL', help: 'Sends each event there, as to an endpoint of the merchant.' },
    after: { value: 'CURSOR', help: 'Begins after this cursor. Default: now.' },
    'cursor-file': {
      value: 'FILE',
      help: 'Begins after the cursor in the file, if it is there, and writes there how far it came.',
    },
    types: { value: 'TYPES', help: 'Only these, such as ORDER_STATUS_CHANGED,REFUND_CREATED.' },
    events: { value: 'N', help: 'Ends after N events.' },
  },
  notes: [
    'The key needs the scope READ. A lost connection is resumed, and no event is missed or comes twice.',
    'Events of one order or settlement are forwarded in their order. What is not answered with 2xx is',
    'tried three times more, and then given up. Each request is signed as by Standard Webhooks, with the',
    'secret in PAYGRAPH_FORWARD_SECRET or one that is made and shown.',
  ].join('\n'),
  run: listen,
};

async function listen({ options, api, terminal, environment, signal }: CommandContext) {
  const most = readCount(options.text('events'));
  const file = options.text('cursor-file');
  const after = options.text('after') ?? readCursor(file);
  const types = options
    .text('types')
    ?.split(',')
    .map((type) => type.trim());
  const forwarder = forwarderFor(options.text('forward'), { terminal, environment, signal, file });
  const items = followEvents<{ events: EventItem }>({
    url: api.url,
    token: api.key(),
    document: eventsDocument,
    filter: types === undefined ? null : { types },
    after,
    signal,
    onConnection: (connection) => terminal.note(terminal.paint('dim', `paygraph: ${connection}`)),
  });
  let count = 0;
  try {
    for await (const item of items) {
      if (item.kind === 'RESET')
        terminal.note('paygraph: the cursor is too old; events are missing');
      await forwarder.add(item);
      if (item.event !== null) count += 1;
      if (most !== null && count >= most) break;
    }
  } catch (error) {
    throw error instanceof FollowError ? failureOf(error) : error;
  }
  await forwarder.idle();
  return exitCodes.done;
}

function failureOf({ code, message }: FollowError): CommandError {
  const mayNot = code === 'UNAUTHENTICATED' || code === 'FORBIDDEN';
  return new CommandError(mayNot ? exitCodes.forbidden : exitCodes.refused, `${code}: ${message}`);
}

interface Forwarding extends Pick<CommandContext, 'terminal' | 'environment' | 'signal'> {
  file: string | null;
}

/** Without an address it only shows what comes. */
function forwarderFor(url: string | null, forwarding: Forwarding): Forwarder {
  const { terminal, environment, signal, file } = forwarding;
  const passed = (cursor: string): void => {
    if (file === null) return;
    // A file that is half written would lose the place.
    writeFileSync(`${file}.part`, `${cursor}\n`);
    renameSync(`${file}.part`, file);
  };
  if (url === null) {
    const add = async (item: EventItem): Promise<void> => {
      if (item.event !== null) show(terminal, { ...item, event: item.event }, null);
      passed(item.cursor);
    };
    return { add, idle: () => Promise.resolve() };
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw usageError(`--forward must be an http or https address, not "${url}".`);
  }
  const secret = environment['PAYGRAPH_FORWARD_SECRET'] ?? newSecret();
  if (environment['PAYGRAPH_FORWARD_SECRET'] === undefined) {
    terminal.note(`paygraph: signs with ${secret}`);
  }
  return createForwarder({
    post: createPost(url, readSecret(secret)),
    delivered: (outcome) => show(terminal, outcome.item, outcome),
    passed,
    signal,
  });
}

function show(
  terminal: Terminal,
  item: EventItem & { event: LogEvent },
  outcome: Delivered | null,
): void {
  const { event, cursor } = item;
  const { status = null, tries = 0, durationMs = 0 } = outcome ?? {};
  const forwarded = outcome === null ? null : { status, tries, durationMs };
  terminal.json({ event, cursor, forwarded });
  const change = [event.from, event.to].filter((one) => one !== null).join(' → ');
  const type = terminal.paint('bold', plain(event.type));
  const line = [plain(event.recordedAt), type, plain(event.subject.id), plain(change)].join('  ');
  terminal.line(outcome === null ? line : `${line}  ${describe(terminal, outcome)}`);
}

function describe(
  terminal: Terminal,
  { status, isAccepted, tries, durationMs }: Delivered,
): string {
  const answer = status === null ? 'no answer' : `HTTP ${status}`;
  const times = tries === 1 ? '' : `, ${tries} tries`;
  const text = `${answer} in ${durationMs} ms${times}${isAccepted ? '' : ', given up'}`;
  return terminal.paint(isAccepted ? 'green' : 'red', text);
}

function readCount(text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(`--events must be a whole number above zero, not "${text}".`);
}

function readCursor(file: string | null): string | null {
  if (file === null || !existsSync(file)) return null;
  return readFileSync(file, 'utf8').trim() || null;
}
