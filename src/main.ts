import { serve } from './serve.ts';

/** Starts the server alone. `npm start` runs demo/main.ts, which adds the sandbox where it is on. */
serve();
