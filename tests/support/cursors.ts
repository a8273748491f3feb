import { Secret } from '../../src/domain/secret.ts';
import { openCursors } from '../../src/store/cursor.ts';

/** Under the same key as the cursors of `createTestApp`. */
export const cursors = openCursors(new Secret(Buffer.alloc(32, 9)));
