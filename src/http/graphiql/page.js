// Runs in the browser with the GraphiQL bundle. It adds prepared tabs, and a fetcher that sends operations
// over HTTP and subscriptions over a WebSocket, both with the key of the headers editor.
import { createClient } from './graphql-ws/client.js';

const { demoKey, tabs } = JSON.parse(document.querySelector('#config').textContent);
const storageOwner = 'paygraph:key';

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => `/graphiql/${label}.worker.js`,
};

/** Placeholders in variables for what an earlier step created, with their keys in sessionStorage. */
const placeholders = { LAST_ORDER: 'paygraph:order', LAST_ACCOUNT: 'paygraph:account' };

const times = { NOW: 0, A_DAY_AGO: 86_400_000 };

function fill(value) {
  if (typeof value === 'string' && Object.hasOwn(times, value)) {
    return new Date(Date.now() - times[value]).toISOString();
  }
  if (typeof value === 'string' && Object.hasOwn(placeholders, value)) {
    const id = sessionStorage.getItem(placeholders[value]);
    if (id === null) throw new Error(`${value} is not known yet: run step 1 first`);
    return id;
  }
  if (Array.isArray(value)) return value.map(fill);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
}

function remember(result) {
  const order = result.data?.createOrder?.order ?? result.data?.orders?.nodes?.[0];
  if (order?.id) sessionStorage.setItem(placeholders.LAST_ORDER, order.id);
  if (order?.account?.id) sessionStorage.setItem(placeholders.LAST_ACCOUNT, order.account.id);
}

/**
 * The operation to run. For a moment after a change of tabs, GraphiQL still passes the name of the operation in the tab
 * before. So the name is ignored where the document has only one operation.
 */
function operationToRun(query, operationName) {
  const found = [...query.matchAll(/^\s*(query|mutation|subscription)\b[ \t]*(\w*)/gm)];
  const operations = found.map(([, type, name]) => ({ type, name }));
  return operations.length === 1
    ? { type: operations[0].type, name: undefined }
    : (operations.find(({ name }) => name === operationName) ?? { name: operationName });
}

async function send(request, headers) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
  const result = await response.json();
  remember(result);
  return result;
}

function follow(request, headers) {
  const key = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: key ? { authorization: key } : {},
    shouldRetry: () => true,
  });
  const results = client.iterate(request);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next().catch(explain),
    return: () => results.return(),
    throw: (error) => results.throw(error),
  };
}

function explain(error) {
  if (error instanceof CloseEvent) {
    throw new Error(`The socket was closed: ${error.code} ${error.reason}`);
  }
  if (Array.isArray(error)) throw new Error(error.map(({ message }) => message).join('\n'));
  throw error;
}

function fetcher({ query, variables, operationName }, { headers = {} } = {}) {
  const { type, name } = operationToRun(query, operationName);
  const request = { query, operationName: name ?? undefined, variables: fill(variables) };
  return type === 'subscription' ? follow(request, headers) : send(request, headers);
}

// With another demo key there is another database, so stored tabs and ids are of no use.
if (sessionStorage.getItem(storageOwner) !== (demoKey ?? '')) sessionStorage.clear();
sessionStorage.setItem(storageOwner, demoKey ?? '');

const headers = demoKey ? JSON.stringify({ Authorization: `Bearer ${demoKey}` }, null, 2) : '{}';

/**
 * GraphiQL stores its tabs, and separately the document, variables and headers shown last. Where these differ from
 * every tab, it opens another tab. This storage always returns those of the active tab.
 */
const storage = {
  getItem(name) {
    const member = /^graphiql:(query|variables|headers)$/.exec(name)?.[1];
    const { tabs: stored = [], activeTabIndex = 0 } = JSON.parse(
      sessionStorage.getItem('graphiql:tabState') ?? '{}',
    );
    return (member && stored[activeTabIndex]?.[member]) ?? sessionStorage.getItem(name);
  },
  setItem: (name, value) => sessionStorage.setItem(name, value),
  removeItem: (name) => sessionStorage.removeItem(name),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length;
  },
};

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `demo-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const ready = tabs.map(({ query, variables }) => ({
  query,
  variables: JSON.stringify(variables, null, 2).replaceAll('NEW_KEY', newKey),
  headers,
}));
const isNew = sessionStorage.getItem('graphiql:tabState') === null;

self.YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  title: 'Paygraph',
  logo: '<img src="/favicon.svg" alt="" width="28" height="28" />',
  fetcher,
  headers,
  // GraphiQL shows the first tab with the separate `variables`, not with its own.
  ...(isNew && { variables: ready[0].variables }),
  defaultTabs: ready,
  defaultEditorToolsVisibility: 'variables',
  storage,
  // By default the page writes the document into the address and adds a tab on each reload.
  onEditQuery() {},
});
