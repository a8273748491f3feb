import { successOf } from '../api.ts';
import { exitCodes, usageError } from '../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { replayDocument } from '../documents.ts';
import { plain } from '../terminal.ts';

export const replayCommand: Command = {
  name: 'replay',
  summary: "Applies a provider's webhook again, or tries it again.",
  operands: 'ID',
  count: [1, 1],
  options: {},
  notes:
    'ID is that of a webhook delivery: whd_… The key needs the scope MANAGE. A webhook that was applied changes nothing.',
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

async function replay({ operands: [id = ''], api, terminal }: CommandContext): Promise<number> {
  if (!id.startsWith('whd_'))
    throw usageError(`"${id}" is not the id of a webhook delivery: whd_…`);
  const { replayWebhook } = await api.request<Replayed>(replayDocument, { id });
  const { delivery } = successOf<Replayed['replayWebhook']>(replayWebhook);
  terminal.json(delivery);
  const { status, attempts, lastError, events } = delivery;
  terminal.line(`${terminal.paint('bold', id)} is ${status} after ${attempts} attempts`);
  if (lastError !== null) terminal.line(terminal.paint('red', plain(lastError)));
  for (const { type, toStatus } of events) terminal.line(`  ${type} ${toStatus ?? ''}`.trimEnd());
  return status === 'APPLIED' ? exitCodes.done : exitCodes.refused;
}
