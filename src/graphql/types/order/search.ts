import { longestText, mostSought, search } from '../../../operations/search/search.ts';
import { soughtBy } from '../../../domain/search/terms.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import type { Context } from '../../context.ts';
import { badUserInput } from '../../refusals.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { typeOfNode } from '../node.ts';
import { Order } from './order.ts';
import { Refund } from '../refund/refund.ts';
import { Settlement } from '../settlement/settlement.ts';

const SearchHit = builder.unionType('SearchHit', {
  description: 'What a text finds.',
  types: [Order, Refund, Settlement, AbnormalPayment],
  resolveType: (hit) => typeOfNode(hit as { id: string }) as never,
});

const mostHits = 50;

builder.queryField('search', (t) =>
  t.field({
    type: [SearchHit],
    description: `Scope READ. Best first, at most 50. By any id, reference, provider's reference or number, transaction hash, deposit address,
a customer's e-mail, phone or name, a metadata value: whole words, case ignored; personal data exactly. What has
the text as a whole comes before what has all of its words, and the newest of equals first.`,
    authScopes: { key: 'READ' },
    args: {
      text: t.arg.string({
        required: true,
        description: `At most ${longestText} characters and ${mostSought} words, else BAD_USER_INPUT.`,
      }),
      first: t.arg.int({
        defaultValue: 20,
        description: `How many at most: 1 to ${mostHits}, else BAD_USER_INPUT.`,
      }),
    },
    resolve: async (_root, { text, first }, context) => {
      const limit = first ?? 20;
      if (limit < 1 || limit > mostHits) {
        throw badUserInput(`"first" must be from 1 to ${mostHits}.`);
      }
      const hasMany = () => soughtBy(text).some(({ terms }) => terms.length > mostSought);
      if (text.length > longestText || hasMany()) {
        throw badUserInput(`"text" may have ${longestText} characters and ${mostSought} words.`);
      }
      const ids = await search(context.deps, merchantOf(context), text, limit);
      const hits = await Promise.all(ids.map((id) => hitOf(context, id)));
      return hits.filter((hit) => hit !== null);
    },
  }),
);

/** Null where the caller's merchant has no such object. */
function hitOf({ loaders }: Context, id: string) {
  switch (id.slice(0, 3)) {
    case 'ord':
      return loaders.orders.load(id);
    case 'rfd':
      return loaders.refunds.load(id);
    case 'stl':
      return loaders.settlements.load(id);
    default:
      return loaders.abnormalPayments.load(id);
  }
}
