// Runs in the browser. Where GraphiQL stores its tabs and its history.

/** What was run before, and what of it is starred. It stays when the browser is closed, but never with a key. */
const history = /^graphiql:(?:queries|favorites)$/;

/** The tab that is shown, if one was stored. */
function activeTab() {
  const stored = JSON.parse(sessionStorage.getItem('graphiql:tabState') ?? '{}');
  return stored.tabs?.[stored.activeTabIndex ?? 0];
}

/** Each entry of the history, changed. What is not a history stays as it is. */
function entries(text, change) {
  const [[name, list] = []] = Object.entries(JSON.parse(text));
  return Array.isArray(list) ? JSON.stringify({ [name]: list.map(change) }) : text;
}

/**
 * Headers hold the key, so the history is stored without them, and is shown with those of the active tab.
 * `usual`: the headers of a new tab.
 *
 * GraphiQL stores its tabs, and separately the document, variables and headers shown last. Where these differ from
 * every tab, it opens another tab. This storage always returns those of the active tab.
 */
export function createStorage(usual) {
  return {
    getItem(name) {
      if (history.test(name)) {
        const text = localStorage.getItem(name);
        const headers = activeTab()?.headers ?? usual;
        return text && entries(text, (entry) => ({ ...entry, headers }));
      }
      const member = /^graphiql:(query|variables|headers)$/.exec(name)?.[1];
      return (member && activeTab()?.[member]) ?? sessionStorage.getItem(name);
    },
    setItem(name, value) {
      if (!history.test(name)) return sessionStorage.setItem(name, value);
      const withoutKey = entries(value, (entry) => ({ ...entry, headers: undefined }));
      return localStorage.setItem(name, withoutKey);
    },
    removeItem(name) {
      (history.test(name) ? localStorage : sessionStorage).removeItem(name);
    },
    clear: () => sessionStorage.clear(),
    get length() {
      return sessionStorage.length;
    },
  };
}
