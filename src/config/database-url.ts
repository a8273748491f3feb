import { StartError } from '../domain/errors.ts';
import { database, usualDatabase } from './values.ts';

/** DATABASE_URL alone, for commands that need no keys. */
export function readDatabaseUrl({ DATABASE_URL: text }: NodeJS.ProcessEnv): string {
  return parseDatabaseUrl('DATABASE_URL', text || usualDatabase);
}

/** `name`: what the operator knows it by. The URL itself may hold a password. */
export function parseDatabaseUrl(name: string, text: string): string {
  const { success, data, error } = database.safeParse(text);
  if (success) return data;
  throw new StartError(`${name} ${error.issues.map(({ message }) => message).join('; ')}`);
}
