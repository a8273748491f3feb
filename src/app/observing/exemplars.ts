import type { Work } from '../../log/work.ts';

/** Leads from a measured value to the log: the id of the order or settlement that it is of. */
export type Exemplar = Readonly<Record<string, string>>;

const none: Exemplar = {};

export const exemplar = (id: string | null): Exemplar =>
  id === null ? none : { [id.startsWith('stl_') ? 'settlement' : 'order']: id };

/** Of the first that the work is about. */
export function exemplarOf(work: Work | undefined): Exemplar {
  const [first = null] = work?.about ?? [];
  return exemplar(first);
}
