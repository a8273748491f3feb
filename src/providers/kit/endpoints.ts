import type { z } from 'zod';
import type { HttpResponse, OutgoingRequest } from '../http.ts';
import type { Call } from '../provider.ts';
import { messageOf, orNotSent, orUnknown, readData } from './answer.ts';
import type { Accept, Answered, Envelope } from './answer.ts';

export interface EndpointAddress {
  /** Names the call in its record, under the provider's name for it. */
  operation: string;
  method: OutgoingRequest['method'];
  path: string;
}

/** How a provider writes requests and answers, whatever they are about. */
export interface Protocol<Sent> {
  /** The request of an endpoint. If it throws, nothing is sent. */
  write(endpoint: EndpointAddress, sent: Sent): Omit<OutgoingRequest, 'operation' | 'method'>;
  /** Judges signature, status and envelope. Throws an `OutcomeUnknown` for an answer that proves nothing. */
  read(response: HttpResponse): Envelope;
}

/** Sends a request: a `ProviderHttp`, or one that adds an access token. */
export interface Sender {
  send<Meaning>(
    outgoing: OutgoingRequest,
    call: Call,
    read: (response: HttpResponse) => Answered<Meaning>,
  ): Promise<Answered<Meaning>>;
}

/** Calls one endpoint. Throws `NotSent` or `OutcomeUnknown`. */
export type Endpoint<Sent, Data> = <Meaning>(
  sent: Sent,
  call: Call,
  accept: Accept<Data, Meaning>,
) => Promise<Answered<Meaning>>;

/** Makes the endpoints of a client, each with the schema of its answers. */
export function endpointsOf<Sent>(sender: Sender, protocol: Protocol<Sent>) {
  return <Data>(
      operation: string,
      method: OutgoingRequest['method'],
      path: string,
      schema: z.ZodType<Data>,
    ): Endpoint<Sent, Data> =>
    async (sent, call, accept) => {
      const written = orNotSent(() => protocol.write({ operation, method, path }, sent));
      return sender.send({ operation, method, ...written }, call, (response) => {
        const { status, sentAt } = response;
        const envelope = protocol.read(response);
        if (!envelope.ok) {
          const { code, message } = envelope;
          return { ok: false, status, code, message: messageOf(message), queriedAt: sentAt };
        }
        const data = readData(schema, envelope.data);
        return { ok: true, data: orUnknown(() => accept(data, sentAt)) };
      });
    };
}
