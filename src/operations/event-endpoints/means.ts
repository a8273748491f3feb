import type { Poster } from '../../outgoing/post.ts';
import type { EventDocuments } from './documents.ts';

/** What sending events needs of the outside. */
export interface SendingMeans {
  /** Sends to the addresses of merchants. */
  poster: Poster;
  documents: EventDocuments;
}
