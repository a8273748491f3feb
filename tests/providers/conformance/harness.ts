/** One sandbox account, the wire to it and our connections, and a way to call a method and see how it ended. */
import { randomBytes } from 'node:crypto';
import type { Observation } from '../../../src/domain/observation.ts';
import type { Failure } from '../../../src/domain/observation.ts';
import type {
  AccountBalance,
  Call,
  Connection,
  Exchange,
  ProviderModule,
} from '../../../src/providers/provider.ts';
import type { OpenSubject, Operation, Sample, SampleContext, Subject } from './subject.ts';
import { openWire } from './wire.ts';
import type { Wire } from './wire.ts';

/** How a call ended, in one shape for all methods. */
export type Outcome =
  | {
      ended: 'ANSWERED';
      observations?: readonly Observation[];
      refused?: Failure | null;
      hasMore?: boolean;
      next?: string;
      balances?: readonly AccountBalance[];
    }
  | { ended: 'NOT_SENT' | 'UNKNOWN' | 'THREW'; reason: string };

export type Log = [level: string, message: string, details: Record<string, unknown>];

export interface Harness {
  subject: Subject;
  module: ProviderModule;
  context: SampleContext;
  wire: Wire;
  /** Of every method that the connection has. */
  methods: readonly Operation[];
  now: () => number;
  effects: () => Readonly<Record<string, number>>;
  logs: Log[];
  exchanges: Exchange[];
  /** Reasons of everything that was thrown. */
  reasons: string[];
  connect(options?: ConnectOptions): Connection;
  /** Uses the patient connection, if no other is given. */
  run(operation: Operation, argument: unknown, connection?: Connection): Promise<Outcome>;
  sample(operation: Operation, index?: number): Promise<{ sample: Sample; argument: unknown }>;
  /** A connection that has its access token and a very short time limit. */
  impatient(): Promise<Connection>;
  /** A connection whose clock is ahead of the provider's, by less than what is refused. */
  early(): Promise<Connection>;
  /** The same with a new account at a new sandbox, in which nothing has happened. Closed with this one. */
  another(): Promise<Harness>;
  close(): Promise<void>;
}

/** Milliseconds. */
const aheadMs = 30_000;

export interface ConnectOptions {
  config?: unknown;
  baseUrl?: string;
  timeoutMs?: number;
  /** Milliseconds by which its clock is ahead of the provider's. */
  aheadMs?: number;
}

/** Milliseconds. Long enough for a call on the loopback that has to succeed. */
const patience = 10_000;
const impatience = 80;

export async function openHarness(module: ProviderModule, open: OpenSubject): Promise<Harness> {
  const subject = await open(module);
  const { sandbox } = subject;
  const wire = await openWire(sandbox.baseUrl, subject.wire ?? {});
  const logs: Log[] = [];
  const exchanges: Exchange[] = [];
  const reasons: string[] = [];
  const call: Call = { record: (exchange) => void exchanges.push(exchange) };
  const opened: Connection[] = [];
  const others: Harness[] = [];
  const warmed = new Set<Connection>();
  const connect = ({
    config,
    baseUrl,
    timeoutMs = patience,
    aheadMs = 0,
  }: ConnectOptions = {}): Connection => {
    const connection = module.connect(module.config.parse(config ?? subject.config), {
      baseUrl: baseUrl ?? wire.url,
      now: () => sandbox.now() + aheadMs,
      log: (...line) => void logs.push(line),
      limits: { timeoutMs, requestsPerSecond: 10_000 },
    });
    opened.push(connection);
    return connection;
  };
  const patient = connect();
  let hurried: Connection | null = null;
  let early: Connection | null = null;
  let latest = patient;

  async function run(operation: Operation, argument: unknown, using = patient): Promise<Outcome> {
    latest = using;
    const outcome = await outcomeOf(using, operation, argument, call);
    if (outcome.ended !== 'ANSWERED') reasons.push(outcome.reason);
    return outcome;
  }

  const hasTokens = subject.wire?.isPreliminary !== undefined;
  /** Opens a socket, and fetches a token: a new one at one connection may have ended that of another. */
  async function warm(connection: Connection): Promise<void> {
    if (!hasTokens && warmed.has(connection)) latest = connection;
    warmed.add(connection);
    for (let attempt = 0; attempt < 20 && latest !== connection; attempt += 1) {
      const handle = { providerReference: 'WARM', providerOrderId: null };
      // Each attempt follows from the failure of the previous one.
      // oxlint-disable-next-line no-await-in-loop
      const { ended } = await outcomeOf(connection, 'queryOrder', handle, call);
      if (ended === 'ANSWERED' || !hasTokens) latest = connection;
    }
    wire.takeRequests();
  }

  const context: SampleContext = {
    connection: patient,
    call,
    fresh: (prefix) => prefix + randomBytes(6).toString('hex'),
    notifyUrl: (topic) => `https://merchant.example/webhooks/1/${topic}`,
    answerNext: ({ status = 200, body }) =>
      wire.arm({
        instead: (response) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(body);
        },
      }),
  };
  return {
    subject,
    module,
    context,
    wire,
    methods: methodsOf(patient),
    now: sandbox.now,
    effects: () => ({ ...(subject.effects() as Record<string, number>) }),
    logs,
    exchanges,
    reasons,
    connect,
    run,
    async sample(operation, index = 0) {
      const sample = subject.operations[operation]?.[index];
      if (sample === undefined) throw new Error(`no sample of ${operation}`);
      await warm(patient);
      return { sample, argument: await sample.prepare(context) };
    },
    async impatient() {
      hurried ??= connect({ timeoutMs: impatience });
      latest = patient;
      await warm(hurried);
      return hurried;
    },
    async early() {
      early ??= connect({ aheadMs });
      await warm(early);
      return early;
    },
    async another() {
      const other = await openHarness(module, open);
      others.push(other);
      return other;
    },
    async close() {
      await Promise.all(others.map((other) => other.close()));
      await wire[Symbol.asyncDispose]();
      await Promise.all(opened.map((connection) => connection.close()));
      await sandbox.close();
    },
  };
}

function methodsOf(connection: Connection): Operation[] {
  return Object.entries(connection).flatMap(([name, value]) =>
    typeof value === 'function' && name !== 'close' ? [name as Operation] : [],
  );
}

type Method = (...args: unknown[]) => Promise<object>;

async function outcomeOf(
  connection: Connection,
  operation: Operation,
  argument: unknown,
  call: Call,
): Promise<Outcome> {
  const method = connection[operation] as Method | undefined;
  if (method === undefined) throw new Error(`there is no ${operation}`);
  try {
    const answer = await (operation === 'balances' ? method(call) : method(argument, call));
    return Array.isArray(answer)
      ? { ended: 'ANSWERED', balances: answer }
      : { ended: 'ANSWERED', ...answer };
  } catch (error) {
    const { name, message: reason } = error instanceof Error ? error : new Error(String(error));
    // Compared by name, because a mutant has its own classes.
    if (name === 'NotSent') return { ended: 'NOT_SENT', reason };
    if (name === 'OutcomeUnknown') return { ended: 'UNKNOWN', reason };
    return { ended: 'THREW', reason: `${name}: ${reason}` };
  }
}
