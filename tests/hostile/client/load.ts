import { createClient } from 'graphql-ws';
import { hostileProvider, sign } from '../providers/index.ts';
import type { Testbed } from '../testbed/testbed.ts';
import { graphqlPost, HttpClient } from '../wire/http.ts';
import type { HttpRequest } from '../wire/http.ts';

/** What the well-behaved client needs to know: the part of the testbed that can be sent to another process. */
export type Known = Pick<Testbed, 'base' | 'port' | 'accounts'> & { key: string };

export const kinds = ['order', 'list', 'create', 'cancel', 'webhook', 'event'] as const;
export type Kind = (typeof kinds)[number];

/** The results of a window of time. */
export interface Window {
  /** Milliseconds from the moment at which it was due. */
  latencies: Record<Kind, number[]>;
  /** Requests with a wrong answer or none, in sentences. */
  failures: string[];
}

/** The requests due within a second, spread evenly. Each creation ends in a cancel, so nothing is left open. */
const rotation: readonly Exclude<Kind, 'cancel' | 'event'>[] = [
  'order',
  'webhook',
  'list',
  'order',
  'create',
  'order',
  'webhook',
  'list',
  'order',
  'order',
];
const everyMs = 20;

const patienceMs = 15_000;
/** Kept open for as long as the client lives, from their first use. */
export const clientSockets = 16;

const orderQuery =
  'query($id: ID!) { order(id: $id) { id status amount { amount currency } events { nodes { type } } } }';
const listQuery =
  '{ orders(first: 20) { nodes { id status amount { amount currency } } pageInfo { hasNextPage } } }';
const createMutation = `mutation($input: CreateOrderInput!) { createOrder(input: $input) {
  __typename ... on CreateOrderSuccess { order { id status } } } }`;
const cancelMutation = `mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }`;
const eventsSubscription =
  'subscription { events { kind event { type subject { ... on Order { id } } } } }';

/** Open loop: what is due is sent whether or not earlier requests were answered. */
export class Load {
  #window: Window = newWindow();
  #open = new Set<Promise<void>>();
  /** Orders whose event has not come, with the moment they were due. */
  readonly #awaited = new Map<string, { due: number; window: Window; received: () => void }>();
  readonly #early = new Set<string>();
  readonly #known: Known;
  readonly #http: HttpClient;
  readonly #run = Date.now().toString(36);
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;
  #stop: () => void = () => undefined;

  constructor(known: Known) {
    this.#known = known;
    this.#http = new HttpClient(known.port, { sockets: clientSockets, timeoutMs: patienceMs });
  }

  /** Resolves once it is subscribed and sends. */
  async start(): Promise<void> {
    await this.#subscribe();
    let next = performance.now();
    this.#timer = setInterval(() => {
      for (; next <= performance.now(); next += everyMs) this.#sendNext(next);
    }, 5);
  }

  /** The results of everything due since the last report. Waits for what is in flight. */
  async report(): Promise<Window> {
    const window = this.#window;
    const open = [...this.#open];
    this.#window = newWindow();
    await Promise.all(open);
    return window;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stop();
    this.#http.close();
  }

  #sendNext(due: number): void {
    const number = (this.#sent += 1);
    const kind = rotation[number % rotation.length] ?? 'order';
    const done =
      kind === 'create'
        ? this.#create(due, number)
        : this.#send(kind, due, this.#request(kind, number)).then(() => undefined);
    this.#open.add(done);
    void done.finally(() => this.#open.delete(done));
  }

  #request(kind: 'order' | 'list' | 'webhook', number: number): HttpRequest {
    const { key, accounts } = this.#known;
    if (kind === 'list') return graphqlPost(key, { query: listQuery });
    const id = accounts[number % accounts.length]?.order.id;
    if (kind === 'order') return graphqlPost(key, { query: orderQuery, variables: { id } });
    const account = accounts.find(({ provider }) => hostileProvider(provider).renamed);
    if (account === undefined) throw new Error('no account whose webhooks name themselves');
    const notice = account.notices.at(-1)?.body ?? '{}';
    const eventId = `evt_${this.#run}${number}`;
    const renamed = hostileProvider(account.provider).renamed?.(notice, eventId) ?? notice;
    const { path, headers, body } = sign(account, renamed, {
      at: Date.now(),
      nonce: 'A'.repeat(32),
    });
    return {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    };
  }

  /** Null where it failed. */
  async #send(kind: Kind, due: number, request: HttpRequest): Promise<string | null> {
    const window = this.#window;
    const answer = await this.#http.send(request);
    window.latencies[kind].push(performance.now() - due);
    if (answer.status === 200 && !answer.body.includes('"errors"')) return answer.body;
    const what =
      answer.status === null ? answer.error : `${answer.status} ${answer.body.slice(0, 200)}`;
    window.failures.push(`${kind}: ${what}`);
    return null;
  }

  async #create(due: number, number: number): Promise<void> {
    const window = this.#window;
    const { key, accounts } = this.#known;
    const account = accounts.find(({ provider }) => hostileProvider(provider).hasQuickOrders);
    if (account === undefined) throw new Error('no account with quick orders');
    const name = `well-behaved-${this.#run}-${number}`;
    const input = {
      ...hostileProvider(account.provider).order,
      account: account.id,
      reference: name,
      idempotencyKey: name,
    };
    const created = await this.#send(
      'create',
      due,
      graphqlPost(key, { query: createMutation, variables: { input } }),
    );
    const [, id] = /"id":"(ord_\w+)"/.exec(created ?? '') ?? [];
    if (id === undefined)
      return void (created !== null && window.failures.push(`create: ${created.slice(0, 200)}`));
    await this.#hears(id, due, window);
    const cancel = { id, idempotencyKey: `${name}-cancel` };
    await this.#send(
      'cancel',
      performance.now(),
      graphqlPost(key, { query: cancelMutation, variables: { input: cancel } }),
    );
  }

  async #hears(id: string, due: number, window: Window): Promise<void> {
    if (this.#early.delete(id)) return void window.latencies.event.push(performance.now() - due);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      window.failures.push(`event: none of ${id} in ${patienceMs} ms`);
      this.#awaited.delete(id);
      resolve();
    }, patienceMs);
    this.#awaited.set(id, { due, window, received: resolve });
    await promise;
    clearTimeout(timer);
  }

  /** Resolves when the first item has come: from then on no event may be missed. */
  #subscribe(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { base, key } = this.#known;
    const client = createClient({
      url: `${base.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${key}` },
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
    });
    type Item = { events: { event: { type: string; subject: { id?: string } } | null } };
    const broken = (what: string) => () => void this.#window.failures.push(`subscription: ${what}`);
    client.subscribe<Item>(
      { query: eventsSubscription },
      {
        next: ({ data }) => {
          resolve();
          const event = data?.events.event;
          if (event?.type === 'ORDER_CREATED') this.#created(event.subject.id ?? '');
        },
        error: broken('broke'),
        complete: () => undefined,
      },
    );
    client.on('closed', broken('closed'));
    this.#stop = () => void client.dispose();
    return promise;
  }

  #created(id: string): void {
    const awaited = this.#awaited.get(id);
    // The event may come before the answer.
    if (awaited === undefined) return void this.#early.add(id);
    this.#awaited.delete(id);
    awaited.window.latencies.event.push(performance.now() - awaited.due);
    awaited.received();
  }
}

function newWindow(): Window {
  return {
    latencies: { order: [], list: [], create: [], cancel: [], webhook: [], event: [] },
    failures: [],
  };
}
