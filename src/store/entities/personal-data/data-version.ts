import { p } from '@mikro-orm/core';

/**
 * 1: the personal data of the row are sealed, and the search finds it. Null: an earlier version has written it, and
 * that is still to be done (`operations/personal-data/written-before.ts`). A process of the version before may run
 * beside one of this version, and leaves it out.
 */
export const dataVersion = () => p.integer().nullable();

/** What is still to be done. */
export const writtenBefore = () => ({
  properties: ['dataVersion', 'id'] as ('dataVersion' | 'id')[],
  where: 'data_version is null',
});
