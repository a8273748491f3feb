import { successOf } from '../api.ts';
import { exitCodes, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { replayDocument, replayEventsDocument } from '../documents.ts';
import { plain } from '../terminal.ts';

export const replayCommand: Command = {
  name: 'replay',
  summary: "Applies a provider's webhook again, or sends events to an endpoint again.",
  operands: 'ID',
  count: [1, 1],
  options: {
    after: { value: 'CURSOR', help: 'Of an endpoint: sends all of its events after it again.' },
  },
  notes:
    'ID is that of a webhook delivery (whd_…) or of an event endpoint (eep_…). The key needs the scope MANAGE. A webhook that was applied changes nothing. The events are sent again in order, each under the id that it had.',
  run: replay,
};

interface Replayed {
  replayWebhook: { __typename: string; delivery: Delivery };
}

interface Delivery {
  id: string;
  status: string;
  attempts: number;
  lastError: string | null;
  events: readonly { id: string; type: string; toStatus: string | null }[];
}

interface Endpoint {
  status: string;
  lag: number;
}

interface ReplayedEvents {
  replayEvents: { __typename: string; endpoint: Endpoint };
}

async function replay(context: CommandContext): Promise<number> {
  const [id = ''] = context.operands;
  const after = context.options.text('after');
  if (id.startsWith('eep_')) return replayEvents(context, id, after);
  if (!id.startsWith('whd_'))
    throw usageError(
      `"${id}" is the id neither of a webhook delivery (whd_…) nor of an event endpoint (eep_…).`,
    );
  if (after !== null) throw usageError('--after goes with the id of an event endpoint: eep_…');
  return replayWebhook(context, id);
}

async function replayEvents(
  { api, terminal }: CommandContext,
  id: string,
  after: string | null,
): Promise<number> {
  if (after === null)
    throw usageError('--after is missing: the cursor after which events are sent.');
  const input = { endpoint: id, after };
  const answer = await api.request<ReplayedEvents>(replayEventsDocument, { input });
  const { endpoint } = successOf<ReplayedEvents['replayEvents']>(answer.replayEvents);
  terminal.json(endpoint);
  const { status, lag } = endpoint;
  terminal.line(`${terminal.paint('bold', id)} is ${status}, with ${lag} events to be sent`);
  return exitCodes.done;
}

async function replayWebhook({ api, terminal }: CommandContext, id: string): Promise<number> {
  const { replayWebhook } = await api.request<Replayed>(replayDocument, { id });
  const { delivery } = successOf<Replayed['replayWebhook']>(replayWebhook);
  terminal.json(delivery);
  const { status, attempts, lastError, events } = delivery;
  terminal.line(`${terminal.paint('bold', id)} is ${status} after ${attempts} attempts`);
  if (lastError !== null) terminal.line(terminal.paint('red', plain(lastError)));
  for (const { type, toStatus } of events) terminal.line(`  ${type} ${toStatus ?? ''}`.trimEnd());
  return status === 'APPLIED' ? exitCodes.done : exitCodes.refused;
}
