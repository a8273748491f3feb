import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64');
const adminKey = '0f5c9b6a81d24e7f9b3c';

/** Correct in every respect. */
const production = {
  NODE_ENV: 'production',
  PAYGRAPH_MASTER_KEY: masterKey,
  PAYGRAPH_ADMIN_KEY: adminKey,
  PUBLIC_URL: 'https://pay.example.com',
};

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

export function describeA18Config(): void {
  describe('A18: the configuration', () => {
    it('A18: is accepted where it is correct', () => {
      expect(readConfig(production)).toMatchObject({ production: true, sandbox: false });
      for (const PUBLIC_URL of ['http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:1/a/']) {
        expect(refusal({ ...production, PUBLIC_URL })).toBe('');
      }
    });

    it.each([
      ['PAYGRAPH_ADMIN_KEY', 'a'],
      ['PAYGRAPH_ADMIN_KEY', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
      ['PAYGRAPH_ADMIN_KEY', 'with a space in the middle of it'],
      ['PAYGRAPH_ADMIN_KEY', masterKey],
      ['PAYGRAPH_MASTER_KEY', 'short'],
      ['PAYGRAPH_MASTER_KEY', `${'*'.repeat(20)}${masterKey}`],
      ['PAYGRAPH_METRICS_TOKEN', adminKey],
      ['PAYGRAPH_METRICS_TOKEN', 'tö'],
      ['PUBLIC_URL', 'ftp://pay.example.com'],
      ['PUBLIC_URL', 'pay.example.com'],
      ['PUBLIC_URL', 'javascript:alert(1)'],
      ['PUBLIC_URL', 'http://pay.example.com'],
      ['PUBLIC_URL', 'https://user:secret@pay.example.com'],
      ['PUBLIC_URL', 'https://pay.example.com/?a=1'],
      ['DATABASE_URL', 'mysql://there'],
      ['DATABASE_URL', 'sqlite::memory:'],
      ['DATABASE_URL', 'sqlite:./data/'],
      ['REDIS_URL', 'localhost:6379'],
      ['REDIS_URL', 'http://localhost:6379'],
      ['REDIS_URL', 'redis://localhost:six'],
      ['REDIS_URL', 'redis://user:secret@localhost/cache'],
      ['NODE_ENV', 'prod'],
      ['PORT', ' '],
      ['PORT', '1e3'],
      ['PORT', '65536'],
      ['PORT', '-1'],
      ['HOST', 'http://localhost'],
      ['HOST', '0.0.0.0:4000'],
      ['HOST', '300.1.1.1'],
      ['LOG_LEVEL', 'loud'],
      ['PAYGRAPH_SANDBOX', 'yes'],
      ['PAYGRAPH_LIMITS', 'depth=0'],
      ['PAYGRAPH_LIMITS', 'cost=0x10'],
      ['PAYGRAPH_LIMITS', 'bodyBytes=99999999999'],
      ['PAYGRAPH_LIMITS', 'cost=1,cost=2'],
      ['PAYGRAPH_LIMITS', 'cost'],
      ['PAYGRAPH_LIMITS', '{"cost":1}'],
      ['PAYGRAPH_TRUSTED_DOCUMENTS', '/nowhere/documents.json'],
      ['PAYGRAPH_TRUSTED_PROXIES', 'proxy'],
      ['PAYGRAPH_CORS_ORIGINS', '*'],
    ])('A18: with %s=%s is refused by that name, without a secret', (name, value) => {
      const message = refusal({ ...production, [name]: value });
      expect(message).toContain(name);
      for (const secret of [masterKey, adminKey, 'user:secret']) {
        expect(message).not.toContain(secret);
      }
    });

    it.each(['postgres://me:hidden@there/db', 'postgresql://me:hidden@there:1/db?sslmode=require'])(
      'A18: accepts the PostgreSQL of %s, and does not show its password',
      (DATABASE_URL) => {
        const config = readConfig({ ...production, DATABASE_URL });
        expect(config.databaseUrl.reveal()).toBe(DATABASE_URL);
        expect(inspect(config, { depth: null, showHidden: true })).not.toContain('hidden');
        expect(JSON.stringify(config)).not.toContain('hidden');
      },
    );

    it.each([
      'postgres:me:hidden@there/db',
      'postgres://me:hidden@there',
      'postgres://me:hidden@/',
    ])('A18: refuses %s, which names no database, without its password', (DATABASE_URL) => {
      const message = refusal({ ...production, DATABASE_URL });
      expect(message).toContain('DATABASE_URL must be sqlite:');
      expect(message).not.toContain('hidden');
    });

    it.each([
      ['DATABASE_URL', 'postgres://me:hid%den@there/db'],
      ['DATABASE_URL', 'postgres://me:hidden%ff@there/db'],
      ['REDIS_URL', 'redis://me:hid%den@there:6379'],
      ['REDIS_URL', 'redis://%zz:hidden@there:6379'],
    ])('A18: refuses a %s with a percent sign that begins no escape: %s', (name, url) => {
      const message = refusal({ ...production, [name]: url });
      expect(message).toContain(`${name} must have %25 in place of each % of a password`);
      expect(message).not.toContain('hid');
    });

    it.each(['port=abc', 'port=0', 'port=65536', 'sslnegotiation=foo'])(
      'A18: refuses ?%s of PostgreSQL, without its password',
      (parameter) => {
        const DATABASE_URL = `postgres://me:hidden@there/db?${parameter}`;
        const message = refusal({ ...production, DATABASE_URL });
        expect(message).toContain('DATABASE_URL may have port=');
        expect(message).not.toContain('hidden');
      },
    );

    it('A18: names everything that is wrong at once, and creates nothing', () => {
      const folder = join(tmpdir(), `paygraph-none-${process.pid}`);
      const wrong = {
        NODE_ENV: 'production',
        PAYGRAPH_ADMIN_KEY: 'a',
        PUBLIC_URL: 'ftp://pay.example.com',
        PORT: 'http',
        LOG_LEVEL: 'loud',
        DATABASE_URL: `sqlite:${folder}/a.sqlite`,
      };
      const message = refusal(wrong);
      for (const name of [
        'PAYGRAPH_MASTER_KEY',
        'PAYGRAPH_ADMIN_KEY',
        'PUBLIC_URL',
        'PORT',
        'LOG_LEVEL',
      ]) {
        expect(message).toContain(name);
      }
      expect(refusal({ ...wrong, NODE_ENV: 'development' })).toContain('PUBLIC_URL');
      expect(existsSync(folder)).toBe(false);
    });

    it('A18: names every limit that is wrong at once, and the limits that exist', () => {
      const message = refusal({ ...production, PAYGRAPH_LIMITS: 'cost=0,depht=9,tokens=many' });
      expect(message).toContain('PAYGRAPH_LIMITS.cost must be a whole number');
      expect(message).toContain('PAYGRAPH_LIMITS.tokens must be a whole number');
      expect(message).toMatch(
        /PAYGRAPH_LIMITS has no depht: its names are depth, .*callsPerAccount/,
      );
    });

    it('A18: refuses a former limit, which would silently fall back to its default', () => {
      const before = { PAYGRAPH_MAX_COST: '500', PAYGRAPH_OPERATION_TIMEOUT_MS: '1000' };
      const message = refusal({ ...production, ...before });
      for (const name of Object.keys(before)) {
        expect(message).toContain(`${name} is not read any more: set PAYGRAPH_LIMITS`);
      }
    });

    it('A18: leaves each limit that is not named unchanged', () => {
      const usual = readConfig(production).limits;
      expect(usual).toMatchObject({ depth: 15, cost: 20_000, callsPerAccount: 32 });
      const configured = readConfig({ ...production, PAYGRAPH_LIMITS: ' cost=40000, depth = 20 ' });
      expect(configured.limits).toEqual({ ...usual, cost: 40_000, depth: 20 });
    });

    it('A18: needs both keys in production, and reports that at once', () => {
      const message = refusal({ NODE_ENV: 'production' });
      expect(message).toContain('PAYGRAPH_MASTER_KEY is needed');
      expect(message).toContain('PAYGRAPH_ADMIN_KEY is needed');
    });
  });
}
