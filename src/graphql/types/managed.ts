/** What callers with scope MANAGE see and change, besides accounts and keys. */
import './webhook/index.ts';
import './event-endpoint/index.ts';
import './audit/audit-trail.ts';
