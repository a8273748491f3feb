import type { IncomingMessage, ServerResponse } from 'node:http';
import { actionTabs } from './action-tabs.ts';
import { loadGraphiqlAssets } from './assets.ts';
import type { Asset } from './assets.ts';
import { linkTabs } from './link-tabs.ts';
import { methodTabs, orderTab } from './method-tabs.ts';
import { supportTabs } from './support-tabs.ts';
import { graphiqlTabs } from './tabs.ts';
import type { DemoOrder } from './method-tabs.ts';
import { reply } from '../reply.ts';
import { isLocal } from '../trust/local.ts';

/** GraphiQL, served by this process alone: it loads nothing from other hosts. */
export interface Graphiql {
  servePage(req: IncomingMessage, res: ServerResponse): void;
  /** Serves a file under `/graphiql/`. Resolves to false where there is no such file. */
  serveAsset(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean>;
}

export interface GraphiqlOptions {
  /** An API key for the headers editor where the page is opened on this machine. Null leaves the editor empty. */
  demoKey: string | null;
  /** Orders for further tabs where the page is opened on this machine, as they are at the moment. */
  demoOrders?: () => readonly DemoOrder[];
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  // The editor creates style elements, and has its icons and fonts as data URLs.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function createGraphiql(options: GraphiqlOptions): Graphiql {
  const forOthers = page(null, []);
  let assets: Promise<ReadonlyMap<string, Asset>> | null = null;

  return {
    servePage(req, res) {
      const html = isLocal(req) ? page(options.demoKey, options.demoOrders?.() ?? []) : forOthers;
      reply(res, 200, 'text/html; charset=utf-8', html, {
        'content-security-policy': policy,
        'cross-origin-opener-policy': 'same-origin',
      });
    },
    async serveAsset(req, res, path) {
      assets ??= loadGraphiqlAssets();
      const asset = (await assets).get(path);
      if (!asset) return false;
      const caching = {
        etag: asset.etag,
        'cache-control': 'no-cache',
        // A worker is under the policy of its own script, not that of the page.
        'content-security-policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
      };
      if (req.headers['if-none-match'] === asset.etag) {
        res.writeHead(304, caching).end();
      } else {
        const headers = { ...caching, 'content-encoding': 'gzip' };
        reply(res, 200, asset.contentType, asset.gzipped, headers);
      }
      return true;
    },
  };
}

function page(demoKey: string | null, demoOrders: readonly DemoOrder[]): string {
  // Only "<" could end the script element.
  const config = JSON.stringify({
    demoKey,
    tabs: [
      ...graphiqlTabs,
      ...supportTabs,
      ...actionTabs,
      ...linkTabs,
      ...methodTabs,
      ...demoOrders.map(orderTab),
    ],
  }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Paygraph</title>
    <link rel="icon" href="/favicon.svg" />
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
    <style>
      html, body, #root { height: 100%; margin: 0; }
      /* GraphiQL moves initial tabs at the first click, which then misses. */
      .graphiql-tab { transform: none !important; }
    </style>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script type="application/json" id="config">${config}</script>
    <script defer src="/graphiql/graphiql.js"></script>
    <script type="module" src="/graphiql/page.js"></script>
  </body>
</html>
`;
}
