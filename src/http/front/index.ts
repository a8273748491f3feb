import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from '../checkout/html.ts';
import type { Html } from '../checkout/html.ts';
import { isLocal } from '../trust/local.ts';
import { layOut, replyPage } from './layout.ts';

/** The page at `/`: it says what this is, and links to what is served. */
export interface FrontPage {
  servePage(req: IncomingMessage, res: ServerResponse): void;
}

export interface FrontPageOptions {
  /** What is served beside the API. */
  graphiql: boolean;
  docs: boolean;
  console: boolean;
  /** The titles of the providers that are loaded. Only a reader on this machine sees them. */
  providers?: readonly string[];
  /**
   * The pages of the sandbox's providers, as they are when the page is opened. They answer this machine alone, and only
   * a reader on it is led there.
   */
  sandboxes: () => readonly Link[];
}

export interface Link {
  title: string;
  url: string;
}

export function createFrontPage(options: FrontPageOptions): FrontPage {
  const cards = cardsOf(options);
  return {
    servePage(req, res) {
      const { sandboxes, providers = [] } = options;
      const inner = isLocal(req) ? html`${listOf(providers)}${sectionOf(sandboxes())}` : null;
      const main = html`${start}${cards}${inner}`;
      replyPage(res, 200, layOut('Paygraph', main));
    },
  };
}

const start = html`<h1>Payments through one API</h1>
  <p>
    Paygraph is a GraphQL payment orchestration API: one typed schema in front of many payment
    providers. It creates orders, follows them until their outcome is proven, refunds and settles
    them, and streams every change.
  </p>
  <p>
    Programs send their requests to <code>/graphql</code>, over HTTP, server-sent events or
    WebSocket, with an API key.
  </p>`;

function cardsOf({ graphiql, docs, console }: FrontPageOptions): Html | null {
  const cards = [
    console && card('/console/', 'Console', 'See what needs a person, find a payment, refund it.'),
    graphiql &&
      card('/graphql', 'GraphiQL', 'Try the API: create an order, pay it, watch it change.'),
    docs && card('/docs/', 'Documentation', 'The quick start, the guides and the whole schema.'),
  ].filter((one) => one !== false);
  return cards.length === 0
    ? null
    : html`<ul class="cards">
        ${cards}
      </ul>`;
}

const listOf = (providers: readonly string[]): Html | null =>
  providers.length === 0 ? null : html`<p>Providers: ${providers.join(', ')}.</p>`;

function sectionOf(sandboxes: readonly Link[]): Html | null {
  if (sandboxes.length === 0) return null;
  const cards = sandboxes.map(({ title, url }) => card(url, title, 'Orders, refunds, books.'));
  return html`<h2>Sandbox</h2>
    <p>
      Providers that are played on this machine. Their pages show what each of them has on its
      books, and there you decide what becomes of it. No money moves.
    </p>
    <ul class="cards">
      ${cards}
    </ul>`;
}

const card = (href: string, title: string, about: string): Html =>
  html`<li>
    <a href="${href}">${title}</a>
    <p>${about}</p>
  </li>`;
