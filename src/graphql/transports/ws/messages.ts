import { isObject, paramsOf } from '../params.ts';
import type { OperationParams } from '../params.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a client may send (the protocol graphql-transport-ws). */
export type Message =
  | { type: 'connection_init'; payload: Members }
  | { type: 'ping'; payload: Members | null }
  | { type: 'pong' }
  | { type: 'subscribe'; id: string; payload: OperationParams }
  | { type: 'complete'; id: string };

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Null for what is no message of this protocol. */
export function messageOf(text: string): Message | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(message)) return null;
  const { type, id } = message;
  const payload = message['payload'] ?? null;
  if (payload !== null && !isObject(payload)) return null;
  if (type === 'connection_init') return { type, payload: payload ?? {} };
  if (type === 'ping') return { type, payload };
  if (type === 'pong') return { type };
  if (!isId(id)) return null;
  if (type === 'complete') return { type, id };
  if (type !== 'subscribe' || payload === null) return null;
  const params = paramsOf(payload);
  return typeof params === 'string' ? null : { type, id, payload: params };
}
