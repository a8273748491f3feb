interface Listened {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

/** Calls back when a browser is online again, or its page is shown again. Returns a function that stops. */
export function onReturn(returned: () => void): () => void {
  const page = globalThis as Listened & { document?: Listened & { visibilityState?: string } };
  const shown = (): void => {
    if (page.document?.visibilityState === 'visible') returned();
  };
  // React Native has neither.
  page.addEventListener?.('online', returned);
  page.document?.addEventListener?.('visibilitychange', shown);
  return () => {
    page.removeEventListener?.('online', returned);
    page.document?.removeEventListener?.('visibilitychange', shown);
  };
}
