const entry = 'paygraph:console:api-key';

/** The API key, kept for this tab alone: it is gone when the tab is closed. */
export const storedKey = {
  read: (): string | null => sessionStorage.getItem(entry),
  write: (key: string): void => sessionStorage.setItem(entry, key),
  remove: (): void => sessionStorage.removeItem(entry),
};
