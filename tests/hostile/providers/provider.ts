import type { SandboxProvider } from '../../../sandbox/sandbox.ts';

/** A webhook as it goes over the wire. */
export interface Delivery {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Signing {
  /** Epoch milliseconds. */
  at: number;
  nonce: string;
  /** Default: those of the account. */
  credentials?: Readonly<Record<string, unknown>>;
}

export interface ToSign {
  body: string;
  /** The address that the account has for webhooks, and its path. */
  webhookUrl: string;
  path: string;
  at: number;
  nonce: string;
  /** A member of the credentials, as text. */
  credential: (name: string) => string;
}

/** One provider as the harness needs it: an order with personal data, and how its webhooks are signed. */
export interface HostileProvider {
  name: SandboxProvider;
  /** The input of an order of `payer`, without its key and its account. */
  order: object;
  /** Personal data in it besides that of `payer`, as it would stand in a log. */
  personal: readonly string[];
  /** Members of the configuration that are no secrets: numbers that identify a merchant. */
  identifiers: readonly string[];
  /** Signs as the provider signs. A body that cannot be signed is sent with a wrong signature. */
  sign: (delivery: ToSign) => Delivery;
  signature: {
    /** Of values: a body with the same values is no forgery. */
    over: 'bytes' | 'values';
    /** The member of the body that holds it, in hexadecimal digits. Omitted where a header does. */
    member?: string;
    /** Whether it is refused at another time. */
    hasTime: boolean;
  };
  /** Members of a webhook that name it or its subject, besides our reference. */
  numbers: readonly string[];
  /** The webhook as another one with the same content, where it names itself. */
  renamed?: (body: string, eventId: string) => string;
  /** Whether an order is created and canceled with one call each. The well-behaved client does so there. */
  hasQuickOrders?: true;
}
