import { Migration0001 } from './sqlite/0001-0010/0001-foundation.ts';
import { Migration0002 } from './sqlite/0001-0010/0002-abnormal-payment-resolution.ts';
import { Migration0003 } from './sqlite/0001-0010/0003-reconciliation.ts';
import { Migration0004 } from './sqlite/0001-0010/0004-awaited-subjects.ts';
import { Migration0005 } from './sqlite/0001-0010/0005-evidence.ts';
import { Migration0006 } from './sqlite/0001-0010/0006-cancel-intentions.ts';
import { Migration0007 } from './sqlite/0001-0010/0007-sealed-webhooks.ts';
import { Migration0008 } from './sqlite/0001-0010/0008-audit-trail.ts';
import { Migration0009 } from './sqlite/0001-0010/0009-own-conclusions.ts';
import { Migration0010 } from './sqlite/0001-0010/0010-identity-with-topic.ts';
import { Migration0011 } from './sqlite/0011-0020/0011-due-work.ts';
import { Migration0012 } from './sqlite/0011-0020/0012-ordered-lists.ts';
import { Migration0013 } from './sqlite/0011-0020/0013-contradicted-conclusions.ts';
import { Migration0014 } from './sqlite/0011-0020/0014-refunds-held-first.ts';
import { Migration0015 } from './sqlite/0011-0020/0015-newest-evidence-last.ts';
import { Migration0016 } from './sqlite/0011-0020/0016-plain-names.ts';
import { Migration0017 } from './sqlite/0011-0020/0017-lost-time.ts';
import { Migration0018 } from './sqlite/0011-0020/0018-shared-access-tokens.ts';
import { Migration0019 } from './sqlite/0011-0020/0019-lost-until.ts';
import { Migration0020 } from './sqlite/0011-0020/0020-checkout-themes.ts';
import { Migration0021 } from './sqlite/0021-payment-links.ts';
import { Migration0024 } from './sqlite/0024-search-and-erasure.ts';

/** In the order in which they are applied. */
export const migrationsList = [
  { name: '0001-foundation', class: Migration0001 },
  { name: '0002-abnormal-payment-resolution', class: Migration0002 },
  { name: '0003-reconciliation', class: Migration0003 },
  { name: '0004-awaited-subjects', class: Migration0004 },
  { name: '0005-evidence', class: Migration0005 },
  { name: '0006-cancel-intentions', class: Migration0006 },
  { name: '0007-sealed-webhooks', class: Migration0007 },
  { name: '0008-audit-trail', class: Migration0008 },
  { name: '0009-own-conclusions', class: Migration0009 },
  { name: '0010-identity-with-topic', class: Migration0010 },
  { name: '0011-due-work', class: Migration0011 },
  { name: '0012-ordered-lists', class: Migration0012 },
  { name: '0013-contradicted-conclusions', class: Migration0013 },
  { name: '0014-refunds-held-first', class: Migration0014 },
  { name: '0015-newest-evidence-last', class: Migration0015 },
  { name: '0016-plain-names', class: Migration0016 },
  { name: '0017-lost-time', class: Migration0017 },
  { name: '0018-shared-access-tokens', class: Migration0018 },
  { name: '0019-lost-until', class: Migration0019 },
  { name: '0020-checkout-themes', class: Migration0020 },
  { name: '0021-payment-links', class: Migration0021 },
  { name: '0024-search-and-erasure', class: Migration0024 },
];
