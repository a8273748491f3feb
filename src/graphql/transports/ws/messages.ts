import type { OperationParams } from '../prepare.ts';
import { isById } from '../prepare.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a client may send (the protocol graphql-transport-ws). */
export type Message =
  | { type: 'connection_init'; payload: Members }
  | { type: 'ping'; payload: Members | null }
  | { type: 'pong' }
  | { type: 'subscribe'; id: string; payload: OperationParams }
  | { type: 'complete'; id: string };

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Null for what is no message of this protocol. */
export function messageOf(text: string): Message | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isMembers(message)) return null;
  const { type, id } = message;
  const payload = message['payload'] ?? null;
  if (payload !== null && !isMembers(payload)) return null;
  if (type === 'connection_init') return { type, payload: payload ?? {} };
  if (type === 'ping') return { type, payload };
  if (type === 'pong') return { type };
  if (!isId(id)) return null;
  if (type === 'complete') return { type, id };
  return type === 'subscribe' && isOperation(payload) ? { type, id, payload } : null;
}

function isOperation(payload: Members | null): payload is Members & OperationParams {
  if (payload === null) return false;
  const { query, operationName, variables, extensions } = payload;
  const isText = typeof query === 'string' || (isMissing(query) && isById(payload));
  return (
    isText &&
    (isMissing(operationName) || typeof operationName === 'string') &&
    (isMissing(variables) || isMembers(variables)) &&
    (isMissing(extensions) || isMembers(extensions))
  );
}

const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined;
