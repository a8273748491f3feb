/** The commands of a process that sends what it is given to its subscribers. */
export type FeedServerCommands = {
  open(job: { databaseFile: string }): Promise<{ origin: string }>;
  /** Subscriptions that are live. */
  followers(): number;
  /**
   * Sends Paygraph's frame, or the data in it, `perSocket` times to each socket of a plain server, or once to each
   * subscription. `order`: to those of this order alone. Returns the time right before, on the clock of all processes.
   */
  publish(job: { frame: string; perSocket: number; order: string | null }): bigint;
};
