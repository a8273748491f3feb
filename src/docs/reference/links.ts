import type { DescribedType } from '../../graphql/description/describe-schema.ts';
import { escapeHtml } from '../html.ts';
import { namedType } from './usage.ts';

/** Links between the pages of the reference, which are in one folder. */
export interface Links {
  /** A type as it is written in the schema, with a link to its name: "[Order!]!". */
  type(type: string): string;
  /** A member, by its full name: "Order.refunds", "Query.order". */
  member(name: string): string;
}

export function createLinks(
  types: readonly DescribedType[],
  fileOf: (type: DescribedType) => string,
): Links {
  const files = new Map(types.map((type) => [type.name, fileOf(type)]));
  const isRoot = (name: string): boolean =>
    ['queries.html', 'mutations.html', 'subscriptions.html'].includes(files.get(name) ?? '');
  const link = (name: string, anchor: string, text: string): string => {
    const file = files.get(name);
    return file === undefined ? text : `<a href="${file}#${anchor}">${text}</a>`;
  };
  return {
    type(type) {
      const name = namedType(type);
      return escapeHtml(type).replace(name, link(name, name, name));
    },
    member(full) {
      const [type = '', name = ''] = full.split('.');
      return isRoot(type) ? link(type, name, name) : link(type, full, full);
    },
  };
}
