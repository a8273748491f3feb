import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import type { Document, MutationResult } from '../../support/operations.ts';
import type { Finding, Verdict } from '../finding.ts';

type Creation = 'createOrder' | 'createRefund' | 'refundAbnormalPayment' | 'createSettlement';

/** The use of a key, and the object that was answered under it. */
export interface Answered {
  mutation: Creation;
  document: Document;
  input: object & { idempotencyKey: string };
  id: string;
  round: number;
}

/** The server, up or down. */
export interface Server {
  base: string;
  up(): Promise<void>;
}

const patienceMs = 15_000;
/** For one request, with kills in between. */
const mostTries = 200;

/** A merchant's client: it repeats a request without an answer, with the same key. */
export class Client {
  /** By mutation and key. */
  readonly answered = new Map<string, Answered>();
  /** Answers that should not have come. */
  readonly complaints: Finding[] = [];
  /** Requests in flight, by operation. */
  readonly inFlight = new Map<string, number>();
  /** Requests that were given up when the connection was lost, and not repeated so far. */
  readonly abandoned: Omit<Answered, 'id' | 'round'>[] = [];
  /** Ids of the objects that somebody asked to cancel. */
  readonly cancels = new Set<string>();
  repeated = 0;
  /** Answers that nothing can be written for now, which say that the request should be repeated. */
  refused = 0;
  round = 0;
  readonly #server: Server;
  readonly #key: string;
  readonly #mayBeRefused: boolean;

  /** `mayBeRefused`: whether others may hold what a request needs for longer than it waits. */
  constructor(server: Server, key: string, { mayBeRefused = false } = {}) {
    this.#server = server;
    this.#key = key;
    this.#mayBeRefused = mayBeRefused;
  }

  /**
   * The only field of the answer. Null if the answer has a top-level error, which is recorded, or if the answer was
   * lost and the client is not `patient`.
   */
  async execute(
    name: string,
    document: Document | string,
    variables: object,
    patient = true,
  ): Promise<MutationResult | null> {
    const body = JSON.stringify({
      query: typeof document === 'string' ? document : print(document),
      variables,
    });
    for (let tries = 0; tries < mostTries; tries += 1) {
      const answer = await this.#once(name, body);
      if (answer === null && !patient) return null;
      if (answer === null) {
        this.repeated += 1;
        await this.#server.up();
        continue;
      }
      const [result] = Object.values(answer.data ?? {});
      if (this.#mayBeRefused && codeOf(answer) === 'UNAVAILABLE') {
        this.refused += 1;
        await sleep(100);
        continue;
      }
      if (answer.errors !== undefined) {
        this.complain('wrong', `${name} was answered ${JSON.stringify(answer.errors)}`);
        return null;
      }
      if (result?.code !== 'OPERATION_IN_PROGRESS') return result ?? null;
      await sleep(30);
    }
    this.complain('stuck', `${name} was never answered: ${JSON.stringify(variables)}`);
    return null;
  }

  /** One of the creating mutations: the same key gives the same object, whenever it is used. */
  async create(
    mutation: Creation,
    document: Document,
    input: Answered['input'],
    patient = true,
  ): Promise<MutationResult | null> {
    const result = await this.execute(mutation, document, { input }, patient);
    if (result === null && !patient) this.abandoned.push({ mutation, document, input });
    const made = result?.order ?? result?.refund ?? result?.settlement;
    if (result === null || made === undefined) return result;
    const name = `${mutation} ${input.idempotencyKey}`;
    const before = this.answered.get(name);
    if (before === undefined) {
      this.answered.set(name, { mutation, document, input, id: made.id, round: this.round });
    } else if (before.id !== made.id) {
      this.complain('doubled', `${name} is ${before.id} and ${made.id}`);
    }
    return result;
  }

  complain(verdict: Verdict, text: string): void {
    this.complaints.push({ verdict, text });
  }

  /** Records the request, whatever its result: only what somebody asked to cancel may ever be CANCELED. */
  async cancel(mutation: string, document: Document, key: string, id: string): Promise<void> {
    this.cancels.add(id);
    await this.execute(mutation, document, { input: { idempotencyKey: key, id } });
  }

  async #once(name: string, body: string): Promise<Answer | null> {
    this.#count(name, 1);
    try {
      const response = await fetch(`${this.#server.base}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
        body,
        signal: AbortSignal.timeout(patienceMs),
      });
      return (await response.json()) as Answer;
    } catch {
      return null;
    } finally {
      this.#count(name, -1);
    }
  }

  #count(name: string, change: number): void {
    this.inFlight.set(name, (this.inFlight.get(name) ?? 0) + change);
  }
}

interface Answer {
  data?: Record<string, MutationResult> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions?.code;
