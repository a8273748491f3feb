import type { Attack } from './attack.ts';
import { bodies } from './bodies.ts';
import { connections } from './connections.ts';
import { documents } from './documents.ts';
import { credentials, streams, web, webhooks } from './others.ts';
import { sockets } from './sockets.ts';

export const attacks: readonly Attack[] = [
  ...documents,
  ...bodies,
  ...web,
  ...credentials,
  ...webhooks,
  ...connections,
  ...sockets,
  ...streams,
];
