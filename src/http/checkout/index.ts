import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Checkout } from '../../operations/orders/checkout.ts';
import { reply } from '../reply.ts';
import { loadCheckoutAssets } from './assets.ts';
import type { CheckoutAssets } from './assets.ts';
import { checkoutPage, messagePage } from './document.ts';
import type { Page } from './document.ts';
import { languageOf } from './languages/choose.ts';
import type { Texts } from './languages/texts.ts';

/** The hosted checkout page. It loads nothing from other hosts. */
export interface CheckoutPages {
  /** Serves `/pay/<client token>`. The path holds a token, so it is never logged and never in an answer. */
  servePage(req: IncomingMessage, res: ServerResponse, path: string): Promise<void>;
  /** Serves a file under `/checkout/`. Resolves to false where there is no such file. */
  serveAsset(res: ServerResponse, path: string): Promise<boolean>;
}

export interface CheckoutOptions {
  /** Null: no such token, or its order is gone. Rejects while the database is away. */
  open: (token: string) => Promise<Checkout | 'EXPIRED' | null>;
  /** Counts a wrong token. Resolves when the refusal may be sent, to whether its source sends too many. */
  onRefused: (req: IncomingMessage) => Promise<boolean>;
  onUnexpectedError: (error: unknown) => void;
}

const longestToken = 2048;

export function createCheckout(options: CheckoutOptions): CheckoutPages {
  let assets: Promise<CheckoutAssets> | null = null;
  const load = (): Promise<CheckoutAssets> => {
    assets ??= loadCheckoutAssets().catch((error: unknown) => {
      // A process without file descriptors, for example, tries again.
      assets = null;
      throw error;
    });
    return assets;
  };
  return {
    async servePage(req, res, path) {
      const texts = languageOf(req);
      const { status, page, headers } = await answerTo(
        path.slice('/pay/'.length),
        options,
        texts,
        await load(),
      );
      const refused = status === 404 || status === 410;
      if (refused && (await options.onRefused(req))) return reply(res, 429, plain, '', slowDown);
      reply(res, status, 'text/html; charset=utf-8', page.body, {
        'content-security-policy': page.policy,
        'cross-origin-opener-policy': 'same-origin',
        'content-language': texts.tag,
        vary: 'accept-language',
        ...headers,
      });
    },
    async serveAsset(res, path) {
      const found = (await load()).find(path.slice(1));
      if (found === null) return false;
      const { contentType, gzipped } = found.asset;
      reply(res, 200, contentType, gzipped, {
        'content-encoding': 'gzip',
        // Processes of another version may run beside this one.
        'cache-control': found.isCurrent ? 'public, max-age=31536000, immutable' : 'no-store',
      });
      return true;
    },
  };
}

const plain = 'text/plain; charset=utf-8';
const slowDown = { 'retry-after': '1', connection: 'close' };

interface Answer {
  status: number;
  page: Page;
  headers?: Record<string, string>;
}

async function answerTo(
  token: string,
  { open, onUnexpectedError }: CheckoutOptions,
  texts: Texts,
  assets: CheckoutAssets,
): Promise<Answer> {
  const isToken = token.length <= longestToken && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  try {
    const checkout = isToken ? await open(token) : null;
    if (checkout === null) return { status: 404, page: messagePage(texts.notFound, texts, assets) };
    if (checkout === 'EXPIRED') {
      return { status: 410, page: messagePage(texts.expiredPage, texts, assets) };
    }
    return { status: 200, page: await checkoutPage(checkout, texts, assets) };
  } catch (error) {
    onUnexpectedError(error);
    const page = messagePage(texts.unavailable, texts, assets);
    return { status: 503, page, headers: { 'retry-after': '5' } };
  }
}
