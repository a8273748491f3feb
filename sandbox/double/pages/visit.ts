/** A request for a page by somebody on this machine. */
export interface Visit {
  path: string;
  /** Path and query. */
  target: string;
  /** Null for a GET. */
  form: URLSearchParams | null;
}

/** The answer: a page, or where the browser goes. `leadsTo`: where a form of the page leads besides the page. */
export type Shown =
  | { status: number; page: string; leadsTo?: string | null }
  | { status: 302 | 303; location: string };
