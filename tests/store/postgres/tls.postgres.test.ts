import { writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../../../src/domain/errors.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { selfSigned } from '../../support/certificate.ts';
import { bareDatabase } from '../../support/own-database.ts';
import type { OwnDatabase } from '../../support/own-database.ts';

/** https://www.postgresql.org/docs/15/protocol-message-formats.html: its length, and the code of SSLRequest. */
const sslRequest = Buffer.from('0000000804d2162f', 'hex');

/** Takes TLS from clients, as a server of PostgreSQL does, and passes on what it contains. */
async function openTls(target: string, certificate: { key: string; cert: string }) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let plain = 0;
  const server = createServer((client) => {
    open.add(client.on('error', () => undefined));
    client.once('data', (first) => {
      if (!first.equals(sslRequest)) {
        plain += 1;
        client.destroy();
        return;
      }
      client.write('S');
      const inside = new TLSSocket(client, { isServer: true, ...certificate });
      const upstream = connect({ host: hostname, port: Number(port) });
      open.add(upstream.on('error', () => undefined));
      inside.on('error', () => upstream.destroy());
      inside.pipe(upstream).pipe(inside);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    plain: () => plain,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

describe('a server of PostgreSQL with TLS', () => {
  const named = selfSigned('localhost');
  const addressed = selfSigned();
  let own: OwnDatabase;
  let tls: Awaited<ReturnType<typeof openTls>>;
  beforeEach(async () => {
    own = await bareDatabase();
  });
  afterEach(async () => {
    tls.close();
    await own.remove();
  });

  const urlOf = async (host: string, has: typeof named, trusted: string): Promise<string> => {
    tls = await openTls(own.url, has);
    const file = join(own.folder, 'ca.pem');
    await writeFile(file, trusted);
    const url = new URL(own.url);
    url.host = `${host}:${tls.port}`;
    url.searchParams.set('sslmode', 'verify-full');
    url.searchParams.set('sslrootcert', file);
    return url.href;
  };

  it.each([
    ['its name', 'localhost', named],
    ['its address', '127.0.0.1', addressed],
  ])(
    'is used over TLS alone where the URL trusts its certificate for %s',
    async (_of, host, has) => {
      const database = await openDatabase(await urlOf(host, has, has.cert));
      expect(await database.reader.get('select 1 as is')).toEqual({ is: 1 });
      const transaction = await database.writer.begin();
      await transaction.commit();
      await database.close();
      expect(tls.plain()).toBe(0);
    },
  );

  it.each([
    ['another certificate is trusted', 'localhost', named, selfSigned('localhost').cert],
    ['the certificate is for an address', 'localhost', addressed, addressed.cert],
    ['the certificate is for a name', '127.0.0.1', named, named.cert],
  ])('is refused where %s', async (_how, host, has, trusted) => {
    const url = await urlOf(host, has, trusted);
    const error: unknown = await openDatabase(url).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('has a certificate that is not trusted');
  });
});
