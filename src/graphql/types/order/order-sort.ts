import { amountRank } from '../../../domain/order-money.ts';
import { usualSort } from '../../../operations/search/find-orders.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { orderSortFields, sortDirections } from '../../../store/queries/search/sorted-orders.ts';
import type { OrderSort, SortedPlace } from '../../../store/queries/search/sorted-orders.ts';
import type { SortedPage } from '../../../store/queries/search/orders.ts';
import { builder } from '../../builder.ts';
import { pageSize, readPage } from '../../connections.ts';
import type { Paging } from '../../connections.ts';
import { described } from '../enums/described.ts';
import { badUserInput } from '../../refusals.ts';

const SortDirection = builder.enumType('SortDirection', {
  description: 'Which end of an order comes first.',
  values: described(sortDirections, {
    ASCENDING: 'The earliest or least first.',
    DESCENDING: 'The latest or greatest first.',
  }),
});

const OrderSortField = builder.enumType('OrderSortField', {
  description: 'What orders are sorted by.',
  values: described(orderSortFields, {
    CREATED_AT: 'When they were stored.',
    UPDATED_AT:
      'When they last changed. An order that changes meanwhile may be on two pages, or on none.',
    AMOUNT: 'The requested amount as a number, whatever its currency: filter by one currency too.',
  }),
});

export const OrderSortInput = builder.inputType('OrderSort', {
  description:
    'The order of a list of orders. Of equals, the one that was stored first or last comes first too.',
  fields: (t) => ({
    field: t.field({
      type: OrderSortField,
      required: true,
      defaultValue: usualSort.field,
      description: 'What they are sorted by.',
    }),
    direction: t.field({
      type: SortDirection,
      required: true,
      defaultValue: usualSort.direction,
      description: 'Which end comes first.',
    }),
  }),
});

/** What a cursor of a list that is sorted by this begins with. Of lists by creation, it is the id alone. */
const letters = { UPDATED_AT: 'U', AMOUNT: 'A' } as const;
const cursorPattern = /^([UA])(\d{1,100})\/(ord_[\dA-Z]{26})$/;

/** Throws BAD_USER_INPUT. */
export function readSortedPage({ first, after }: Paging, { field }: OrderSort): SortedPage {
  if (field === 'CREATED_AT') {
    const page = readPage({ first, after }, 'ord');
    return { ...page, after: page.after === null ? null : { value: page.after, id: page.after } };
  }
  if (after === null || after === undefined) return { first: pageSize(first, 20), after: null };
  const text = Buffer.from(after, 'base64url').toString('utf8');
  const [, letter, value = '', id = ''] = cursorPattern.exec(text) ?? [];
  if (letter !== letters[field] || Buffer.from(text, 'utf8').toString('base64url') !== after) {
    throw badUserInput('"after" is not a cursor of this list.');
  }
  const place: SortedPlace = { value: field === 'UPDATED_AT' ? Number(value) : value, id };
  return { first: pageSize(first, 20), after: place };
}

/** The cursor after an order in a list that is sorted so; null where it is the usual one. */
export function sortedCursorOf({ field }: OrderSort): ((order: OrderRecord) => string) | null {
  if (field === 'CREATED_AT') return null;
  return ({ id, updatedAt, request }) => {
    const value = field === 'UPDATED_AT' ? updatedAt : amountRank(request.amount);
    return Buffer.from(`${letters[field]}${value}/${id}`, 'utf8').toString('base64url');
  };
}
