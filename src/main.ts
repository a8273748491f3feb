import { serve } from './serve.ts';

/** The server alone. `npm start` goes through demo/main.ts, which adds the sandbox where that is on. */
serve();
