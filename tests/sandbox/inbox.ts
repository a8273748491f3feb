import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';

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
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body, event: JSON.parse(body) });
      inbox.answer(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  inbox.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
  inbox.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return inbox;
}
