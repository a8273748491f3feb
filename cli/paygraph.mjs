#!/usr/bin/env node
// The program `paygraph`. This file itself runs under whatever Node the host has, and the rest under the pinned one.
process.argv.splice(2, 0, 'cli/main.ts');
await import('../scripts/run.mjs');
