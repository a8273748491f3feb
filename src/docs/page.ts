/** A page of the site, before the frame is put around it. */
export interface Page {
  /** From the root of the site: "cookbook/refund.html". */
  path: string;
  title: string;
  /** HTML. Its links are relative to the page. */
  body: string;
  headings: readonly Heading[];
  entries: readonly Entry[];
}

/** What the table of contents of a page shows. */
export interface Heading {
  anchor: string;
  /** Plain text. */
  title: string;
  depth: number;
}

/** What the search finds: a heading with the text below it, or an element of the schema. */
export interface Entry {
  title: string;
  /** What it is part of: the title of its page. */
  where: string;
  /** From the root of the site, with an anchor. */
  url: string;
  text: string;
}
