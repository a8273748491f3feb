import { Migration0001 } from './postgres/0001-foundation.ts';
import { Migration0002 } from './postgres/0002-held-by-the-database.ts';
import { Migration0003 } from './postgres/0003-lost-time.ts';
import { Migration0004 } from './postgres/0004-shared-access-tokens.ts';
import { Migration0005 } from './postgres/0005-lost-until.ts';
import { Migration0006 } from './postgres/0006-checkout-themes.ts';
import { Migration0007 } from './postgres/0007-payment-links.ts';
import { Migration0008 } from './postgres/0008-attention.ts';
import { Migration0009 } from './postgres/0009-event-endpoints.ts';
import { Migration0010 } from './postgres/0010-search-and-erasure.ts';
import { Migration0011 } from './postgres/0011-exports.ts';
import { Migration0012 } from './postgres/0012-retention.ts';
import { Migration0013 } from './postgres/0013-account-modes.ts';

/** In the order in which they are applied. */
export const migrationsList = [
  { name: '0001-foundation', class: Migration0001 },
  { name: '0002-held-by-the-database', class: Migration0002 },
  { name: '0003-lost-time', class: Migration0003 },
  { name: '0004-shared-access-tokens', class: Migration0004 },
  { name: '0005-lost-until', class: Migration0005 },
  { name: '0006-checkout-themes', class: Migration0006 },
  { name: '0007-payment-links', class: Migration0007 },
  { name: '0008-attention', class: Migration0008 },
  { name: '0009-event-endpoints', class: Migration0009 },
  { name: '0010-search-and-erasure', class: Migration0010 },
  { name: '0011-exports', class: Migration0011 },
  { name: '0012-retention', class: Migration0012 },
  { name: '0013-account-modes', class: Migration0013 },
];
