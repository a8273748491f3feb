export interface Proof {
  module: string;
  shows: string;
  /** On two cores, without further arguments. */
  duration: string;
}

export const proofs: Readonly<Record<string, Proof>> = {
  conformance: {
    module: 'tests/providers/conformance/main.ts',
    shows: 'How each provider stands in the conformance suite, with the table of faults',
    duration: '30 s',
  },
  faults: {
    module: 'tests/operations/fault-matrix/main.ts',
    shows: 'What becomes of every operation that moves money, under every fault at every moment',
    duration: '90 s',
  },
  mutations: {
    module: 'tests/providers/mutations/main.ts',
    shows: 'Whether the suite misses each row of the tables of providers and kit that is taken out',
    duration: '105 s',
  },
  crash: {
    module: 'tests/crash/main.ts',
    shows:
      "Kills it under load, again and again, and compares what is left with the providers' books",
    duration: '4 min',
  },
  simulate: {
    module: 'tests/simulation/main.ts',
    shows: "Random histories against the providers' books: nothing doubled, nothing guessed",
    duration: '3 min',
  },
  histories: {
    module: 'tests/domain/histories/main.ts',
    shows: "Random lives of orders through the core alone, beside the provider's books",
    duration: '40 s',
  },
  races: {
    module: 'tests/simulation/races/main.ts',
    shows: 'Fifty refunds of one order at once, over and over',
    duration: '30 s',
  },
  interleavings: {
    module: 'tests/operations/interleavings/main.ts',
    shows: 'Operations, answers and webhooks in every order that chance draws',
    duration: '3 min',
  },
  hostile: {
    module: 'tests/hostile/main.ts',
    shows: 'Attacks the running process, and measures a well-behaved client beside it',
    duration: '20 min',
  },
  fuzz: {
    module: 'tests/fuzz/main.ts',
    shows: 'Malformed webhooks and requests without number: nothing may break, change or leak',
    duration: '3 min',
  },
  notifications: {
    module: 'tests/notifier/main.ts',
    shows: 'How soon an event of one process is told at another, also while Redis is cut off',
    duration: '3 min',
  },
  deliveries: {
    module: 'tests/deliveries/main.ts',
    shows: 'Events reach a hundred endpoints that fail at random, while processes are killed',
    duration: '3 min',
  },
  outages: {
    module: 'tests/outages/main.ts',
    shows: 'Redis and PostgreSQL are cut off and killed under load: nothing is lost or half done',
    duration: '5 min',
  },
  postgres: {
    module: 'tests/support/servers/main.ts',
    shows: 'Every test that uses a database, on PostgreSQL',
    duration: '7 min',
  },
  scale: {
    module: 'tests/scale/main.ts',
    shows: 'Clients follow three processes on PostgreSQL, which are killed, drained and started',
    duration: '90 s',
  },
  exports: {
    module: 'tests/operations/exports/main.ts',
    shows:
      'Exports of a hundred thousand orders: how long they take, and that memory does not grow',
    duration: '2 min',
  },
  upgrade: {
    module: 'tests/upgrade/main.ts',
    shows: 'An earlier version serves while its database is migrated and this one serves beside it',
    duration: '1 min',
  },
  sick: {
    module: 'tests/sick/main.ts',
    shows: 'A power cut, a full disk, flushes that fail or are slow, no descriptors left',
    duration: '2 min',
  },
  peers: {
    module: 'tests/peers/main.ts',
    shows: 'Composition and a router, the rules of graphql-eslint and the compiler of Relay',
    duration: '20 s',
  },
  delays: {
    module: 'bench/delays/main.ts',
    shows: 'For how long each heavy load holds the event loop',
    duration: '4 min',
  },
};
