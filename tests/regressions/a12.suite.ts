import { describePages } from './a12-pages.ts';
import { describeSearches } from './a12-searches.ts';
import { describeWhole } from './a12-whole.ts';

/** Cheap documents stopped the process. */
export function describeA12(): void {
  describeSearches();
  describePages();
  describeWhole();
}
