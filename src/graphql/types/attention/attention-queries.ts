import { countAttention, findAttention } from '../../../store/queries/attention/items.ts';
import type { ListedItem } from '../../../store/queries/attention/items.ts';
import { builder } from '../../builder.ts';
import { connectionOf, connectionType, filterOf, readPage } from '../../connections.ts';
import type { Connection } from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { AttentionReason } from '../enums/attention.ts';
import { searchArgs } from '../lookups.ts';
import { AttentionItem } from './attention-item.ts';

interface AttentionPage extends Connection<ListedItem> {
  count: () => Promise<number>;
}

const AttentionConnection = connectionType('Attention', AttentionItem);

builder.objectField(AttentionConnection, 'totalCount', (t) =>
  t.int({
    description: 'How many there are, on all pages together.',
    resolve: (page) => (page as AttentionPage).count(),
  }),
);

const AttentionFilter = builder.inputType('AttentionFilter', {
  description:
    'An item must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    reasons: t.field({ type: [AttentionReason], description: 'Any of these reasons.' }),
    account: t.id({ description: shared.accountFilter }),
  }),
});

builder.queryField('attention', (t) =>
  t.field({
    type: AttentionConnection,
    description: 'Scope READ. All that needs a person, oldest first. `first` is at most 100.',
    authScopes: { key: 'READ' },
    args: searchArgs(AttentionFilter),
    resolve: async (_root, { filter, ...paging }, context): Promise<AttentionPage> => {
      const page = readPage(paging, 'att');
      const { read } = context.deps;
      const merchantId = merchantOf(context);
      const search = filterOf(filter);
      const rows = await findAttention(read, merchantId, page, search);
      const count = () => countAttention(read, merchantId, search);
      return { ...connectionOf(rows, page), count };
    },
  }),
);
