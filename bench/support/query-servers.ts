/** The commands of a process that answers the queries of `documents.ts` from the rows of a database file. */
export type QueryServerCommands = {
  open(job: { databaseFile: string; engine: string }): Promise<{ origin: string }>;
};
