import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { startServer } from '../support/http-server.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: { eventId: string; eventType: string; timestamp: number; data: Record<string, unknown> };
}

export interface Inbox {
  url: string;
  received: Received[];
  /** `<event type> <status or pending amount>` of each delivery, in order of arrival. */
  summary(): string[];
  /**
   * How it answers. Default: the acknowledgement of the stablecoin gateway
   * (docs/providers/stablecoin-gateway.md#webhooks).
   */
  answer: (response: ServerResponse) => void;
  close: () => Promise<void>;
}

export async function openInbox(): Promise<Inbox> {
  const received: Received[] = [];
  const inbox: Inbox = {
    url: '',
    received,
    close: () => Promise.resolve(),
    answer: (response) => response.end('{"retcode":200,"retmsg":"SUCCESS"}'),
    summary: () =>
      received.map(({ event: { eventType, data } }) => {
        const state =
          data['orderStatus'] ??
          data['refundStatus'] ??
          data['settlementStatus'] ??
          data['pendingAmount'];
        return `${eventType} ${String(state)}`;
      }),
  };
  const server = await startServer(({ headers, body: bytes }, response) => {
    const body = bytes.toString('utf8');
    received.push({ headers, body, event: JSON.parse(body) });
    inbox.answer(response);
  });
  inbox.url = `${server.url}/hook`;
  inbox.close = async () => server[Symbol.asyncDispose]();
  return inbox;
}
