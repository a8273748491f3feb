import { ofEachProvider } from '../../providers/each.ts';
import type { OpenCounterpart } from './counterpart.ts';

/** Every provider of the sandbox. */
export const counterparts: readonly OpenCounterpart[] = await ofEachProvider(
  'counterpart.ts',
  'counterpart',
);
