import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** `npm run console:build` builds the console; `npm run console:dev` shows changes of its sources at once. */
export default defineConfig({
  // The server may be below any address: src/http/console/index.ts.
  base: './',
  plugins: [react()],
  // In this repository the client is used as it is written.
  resolve: { conditions: ['paygraph-source', ...defaultClientConditions] },
  server: { proxy: { '/graphql': { target: 'http://127.0.0.1:4000', ws: true } } },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1_500 },
});
