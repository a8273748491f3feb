// Runs in the browser with the GraphiQL bundle. It adds prepared tabs, with their keys and a fetcher of our own.
import { fetcher } from './fetcher.js';
import { createStorage } from './storage.js';

const { demoKey, tabs } = JSON.parse(document.querySelector('#config').textContent);
const storageOwner = 'paygraph:key';

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => `/graphiql/${label}.worker.js`,
};

// With another demo key there is another database, so stored tabs and ids are of no use.
if (sessionStorage.getItem(storageOwner) !== (demoKey ?? '')) sessionStorage.clear();
sessionStorage.setItem(storageOwner, demoKey ?? '');

const headers = demoKey ? JSON.stringify({ Authorization: `Bearer ${demoKey}` }, null, 2) : '{}';

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
  storage: createStorage(headers),
  // By default the page writes the document into the address and adds a tab on each reload.
  onEditQuery() {},
});
