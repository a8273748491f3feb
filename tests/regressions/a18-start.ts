import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { StartError } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/store/open.ts';
import { holdWriteLock } from '../support/lock.ts';
import { ofMachine } from '../support/machine.ts';

interface Ended {
  code: number | null;
  output: string;
}

/** Runs the program as it is started, until it ends by itself. */
function start(program: string, env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [program], {
    env: { ...ofMachine, PAYGRAPH_SANDBOX: 'off', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 25_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

const outline = ({ code, output }: Ended) => ({
  code,
  output,
  lines: output.split('\n').length,
  hasStack: /\bat .*:\d+/.test(output),
});

/** Exit code 1, and one line that a person can read. */
const sentence = (...phrases: string[]) => ({
  code: 1,
  output: expect.stringMatching(
    phrases.map((phrase) => phrase.replaceAll('.', '\\.')).join('.*'),
  ) as string,
  lines: 1,
  hasStack: false,
});

const modesIn = async (folder: string): Promise<Record<string, string>> => {
  const names = await readdir(folder);
  const modes = names.map(async (name) => {
    const { mode } = await stat(join(folder, name));
    return [name, (mode & 0o777).toString(8)] as const;
  });
  return Object.fromEntries(await Promise.all(modes));
};

export function describeA18Start(): void {
  describe('A18: the start', () => {
    let folder: string;
    const file = (name: string): string => join(folder, name);
    const url = (name: string): string => `sqlite:${file(name)}`;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'paygraph-start-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const newer = async (name: string): Promise<void> => {
      await (await openDatabase(url(name))).close();
      const database = new DatabaseSync(file(name));
      database.exec(`insert into mikro_orm_migrations (name, executed_at) values
        ('9998-of-the-future', 0), ('9999-and-further', 0)`);
      database.close();
    };

    it('A18: with a database of a newer version is refused with the unknown names, and writes nothing', async () => {
      await newer('newer.sqlite');
      const before = await readFile(file('newer.sqlite'));
      const opening = openDatabase(url('newer.sqlite'));
      await expect(opening).rejects.toThrow(StartError);
      await expect(opening).rejects.toThrow(/9998-of-the-future, 9999-and-further/);
      expect(await readFile(file('newer.sqlite'))).toEqual(before);
    });

    it.each(['src/main.ts', 'src/keys.ts'])('A18: reports %s in one sentence', async (program) => {
      const name = `${basename(program)}.sqlite`;
      await newer(name);
      const ended = await start(program, { DATABASE_URL: url(name) });
      expect(outline(ended)).toEqual(sentence('newer version', '9999-and-further'));
    });

    it('A18: reports a port in use in one sentence', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => {
        server.once('listening', resolve);
      });
      const { port } = server.address() as AddressInfo;
      const env = { DATABASE_URL: url('port.sqlite'), PORT: String(port) };
      expect(outline(await start('src/main.ts', env))).toEqual(sentence(String(port), 'in use'));
      server.close();
    });

    it('A18: reports a file that is no database, or a folder that is none, in one sentence', async () => {
      await writeFile(file('text'), 'this is no database, whatever its name says. '.repeat(50));
      const noDatabase = { DATABASE_URL: url('text') };
      for (const program of ['src/main.ts', 'src/keys.ts']) {
        const ended = await start(program, noDatabase);
        expect(outline(ended)).toEqual(sentence(file('text'), 'no SQLite database'));
      }
      const noFolder = { DATABASE_URL: url('text/below/a.sqlite') };
      expect(outline(await start('src/main.ts', noFolder))).toEqual(sentence(file('text/below')));
    });

    it('A18: reports another process that holds a database to be migrated in one sentence', async () => {
      const database = new DatabaseSync(file('held.sqlite'));
      database.exec('pragma journal_mode = wal; create table something (id)');
      database.close();
      const lock = await holdWriteLock(url('held.sqlite'));
      const ended = await start('src/main.ts', { DATABASE_URL: url('held.sqlite') });
      await lock.release();
      expect(outline(ended)).toEqual(sentence(file('held.sqlite'), 'another process'));
    });

    it('A18: creates files and folders for their owner alone', async () => {
      const made = file('made');
      const database = await openDatabase(`sqlite:${made}/a.sqlite`);
      readConfig({ DATABASE_URL: `sqlite:${made}/a.sqlite` });
      expect(await modesIn(made)).toEqual({
        'a.sqlite': '600',
        'a.sqlite-shm': '600',
        'a.sqlite-wal': '600',
        'admin-key': '600',
        'master-key': '600',
      });
      expect(((await stat(made)).mode & 0o777).toString(8)).toBe('700');
      await database.close();
    });

    it("A18: removes others' access to existing files", async () => {
      const old = file('old');
      const first = await openDatabase(`sqlite:${old}/a.sqlite`);
      readConfig({ DATABASE_URL: `sqlite:${old}/a.sqlite` });
      for (const name of await readdir(old)) await chmod(join(old, name), 0o644);
      const second = await openDatabase(`sqlite:${old}/a.sqlite`);
      readConfig({ DATABASE_URL: `sqlite:${old}/a.sqlite` });
      expect(new Set(Object.values(await modesIn(old)))).toEqual(new Set(['600']));
      await second.close();
      await first.close();
    });
  });
}
