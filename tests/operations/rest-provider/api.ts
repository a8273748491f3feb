import type { ServerResponse } from 'node:http';
import { startServer } from '../../support/http-server.ts';
import type { Received, TestServer } from '../../support/http-server.ts';

/** What the payer's bank has taken back of a session. */
export interface Dispute {
  id: string;
  status: string;
  amount: string;
  currency: string;
  /** ISO 8601; null where the provider does not say. */
  at: string | null;
}

/** A hosted checkout as many providers have it: REST, idempotency keys, and webhooks with an id and no signature. */
export interface Session {
  id: string;
  reference: string;
  /** 'held': a status that nobody has heard of. */
  status: 'open' | 'authorized' | 'held' | 'paid' | 'expired' | 'canceled';
  amount: string;
  /** The payer only authorises it. */
  capture?: 'manual';
  /** What was captured. */
  captured?: string;
  currency: string;
  url: string;
  disputes: Dispute[];
}

export interface CheckoutApi extends TestServer {
  sessions: Session[];
  /** What becomes of the next creates: LOST does it and breaks the connection, BUSY answers 429. */
  next: ('LOST' | 'BUSY')[];
  /**
   * What becomes of the next captures. LOST does it and breaks the connection, UNSEEN breaks it and does nothing, BUSY
   * answers 429, REFUSED answers 402, IN_USE 409.
   */
  captures: ('LOST' | 'UNSEEN' | 'BUSY' | 'REFUSED' | 'IN_USE')[];
  /** Captures that took money, by session. */
  taken: string[];
  /** Runs once a session was looked up, before the answer leaves. */
  answering: (() => Promise<void>) | null;
  /** Most sessions in one page of the list. */
  pageSize: number;
}

export async function startCheckoutApi(): Promise<CheckoutApi> {
  const api: Omit<CheckoutApi, keyof TestServer> = {
    sessions: [],
    next: [],
    captures: [],
    taken: [],
    answering: null,
    pageSize: 2,
  };
  const byKey = new Map<string, Session>();
  const find = (id: string | undefined) => api.sessions.find((session) => session.id === id);

  const create = ({ headers, body }: Received, response: ServerResponse): void => {
    const fault = api.next.shift();
    if (fault === 'BUSY') return answer(response, 429, { error: { code: 'slow_down' } });
    const key = String(headers['idempotency-key']);
    const request = JSON.parse(body.toString()) as Pick<
      Session,
      'reference' | 'amount' | 'currency' | 'capture'
    >;
    const id = `s${api.sessions.length + 1}`;
    const session: Session = byKey.get(key) ?? {
      ...request,
      id,
      status: 'open',
      url: `https://pay.test/${id}`,
      disputes: [],
    };
    if (!byKey.has(key)) {
      byKey.set(key, session);
      api.sessions.push(session);
    }
    if (fault === 'LOST') response.destroy();
    else answer(response, 201, session);
  };

  const show = async (session: Session, response: ServerResponse): Promise<void> => {
    const seen = { ...session };
    await api.answering?.();
    answer(response, 200, seen);
  };

  const capture = (
    session: Session,
    { headers, body }: Received,
    response: ServerResponse,
  ): void => {
    const fault = api.captures.shift();
    if (fault === 'BUSY') return answer(response, 429, { error: { code: 'slow_down' } });
    if (fault === 'IN_USE') return answer(response, 409, { error: { code: 'key_in_use' } });
    if (fault === 'REFUSED') return answer(response, 402, { error: { code: 'declined' } });
    if (fault === 'UNSEEN') return void response.destroy();
    const key = `capture ${String(headers['idempotency-key'])}`;
    if (!byKey.has(key)) {
      if (session.status !== 'authorized') {
        return answer(response, 409, { error: { code: 'not_authorized' } });
      }
      session.status = 'paid';
      session.captured = (JSON.parse(body.toString()) as { amount: string }).amount;
      api.taken.push(session.id);
      byKey.set(key, session);
    }
    if (fault === 'LOST') response.destroy();
    else answer(response, 200, session);
  };

  const list = (query: URLSearchParams, response: ServerResponse): void => {
    const reference = query.get('reference');
    const found = api.sessions.filter((one) => reference === null || one.reference === reference);
    const start = found.findIndex(({ id }) => id === query.get('after')) + 1;
    const data = found.slice(start, start + api.pageSize);
    answer(response, 200, { data, has_more: start + data.length < found.length });
  };

  const server = await startServer((received, response) => {
    const { pathname, searchParams } = new URL(received.target, 'http://api');
    const [, id, action] = /^\/v1\/sessions(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (pathname === '/v1/refunds') return refund(received, response);
    const session = find(id);
    if (received.method === 'POST' && id === undefined) return create(received, response);
    if (id === undefined) return list(searchParams, response);
    if (session === undefined) return answer(response, 404, { error: { code: 'not_found' } });
    if (action === 'capture') return capture(session, received, response);
    if (action !== 'expire') return void show(session, response);
    if (session.status === 'authorized') {
      session.status = 'canceled';
      return void response.writeHead(204).end();
    }
    if (session.status !== 'open') return answer(response, 409, { error: { code: 'not_open' } });
    session.status = 'expired';
    return void response.writeHead(204).end();
  });
  return Object.assign(api, server);
}

function refund({ body }: Received, response: ServerResponse): void {
  const { reference, session } = JSON.parse(body.toString()) as Record<string, string>;
  answer(response, 201, { id: `r-${reference}`, reference, session, status: 'succeeded' });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
