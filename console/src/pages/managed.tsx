import { Audit } from './audit/audit.tsx';
import { Endpoint } from './endpoints/endpoint.tsx';
import { Endpoints } from './endpoints/endpoints.tsx';
import { Keys } from './keys/keys.tsx';
import type { PageRoute } from './route.ts';
import { Webhook, Webhooks } from './webhooks/webhooks.tsx';

/** Pages of what takes the scope MANAGE. */
export const managedRoutes: readonly PageRoute[] = [
  { path: '/webhooks', page: Webhooks, label: 'Webhooks', scope: 'MANAGE' },
  { path: '/webhooks/:id', page: Webhook },
  { path: '/endpoints', page: Endpoints, label: 'Event endpoints', scope: 'MANAGE' },
  { path: '/endpoints/:id', page: Endpoint },
  { path: '/keys', page: Keys, label: 'API keys', scope: 'MANAGE' },
  { path: '/audit', page: Audit, label: 'Audit trail', scope: 'MANAGE' },
];
