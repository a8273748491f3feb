import { dataOf } from './elements.ts';
import { checkoutSubscription } from './subscription.ts';

interface Hooks {
  /** The order may have changed. */
  onSign: () => void;
  onConnection: (isLive: boolean) => void;
  /** It is followed no more: the token has expired. */
  onEnd: () => void;
}

export async function follow({ onSign, onConnection, onEnd }: Hooks): Promise<void> {
  const token = location.pathname.split('/').at(-1) ?? '';
  const variables = { id: dataOf(document)['order'] ?? '' };
  for (;;) {
    const abort = new AbortController();
    let timer = setTimeout(() => abort.abort(), 5000);
    try {
      const res = await fetch(new URL('../graphql', location.href), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: checkoutSubscription, variables }),
        signal: abort.signal,
      });
      if (res.status === 401) return onEnd();
      if (!res.ok || !res.body) throw new Error('x');
      onConnection(true);
      for await (const chunk of res.body.pipeThrough(
        new TextDecoderStream(),
      ) as unknown as AsyncIterable<string>) {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), 26_000);
        if (chunk.includes('UNAUTHENTICATED')) return onEnd();
        if (/SNAPSHOT|EVENT|RESET/.test(chunk)) onSign();
      }
    } catch {
      /**/
    }
    clearTimeout(timer);
    onConnection(false);
    await new Promise((r) => setTimeout(r, 1000));
  }
}
