import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { keepEverything } from '../../../src/domain/retention/retention.ts';

const environment = {
  DATABASE_URL: 'sqlite:data.sqlite',
  PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 'a master key').toString('base64'),
  PAYGRAPH_ADMIN_KEY: 'of-the-administrator',
};

describe('what is kept', () => {
  it('is everything, where nothing is configured', () => {
    expect(readConfig(environment).retention).toEqual(keepEverything);
  });

  it('is what is configured', () => {
    const days = { PAYGRAPH_KEEP_POLLS: '7', PAYGRAPH_KEEP_BODIES: '90' };
    const events = { PAYGRAPH_KEEP_EVENTS: '400', PAYGRAPH_ARCHIVE: '/archive' };
    const config = readConfig({ ...environment, ...days, ...events });
    expect(config.retention).toEqual({
      pollsDays: 7,
      bodiesDays: 90,
      eventsDays: 400,
      archiveFolder: '/archive',
    });
  });

  it.each([
    ['PAYGRAPH_KEEP_EVENTS', { PAYGRAPH_KEEP_EVENTS: '29', PAYGRAPH_ARCHIVE: '/archive' }],
    ['PAYGRAPH_ARCHIVE is needed', { PAYGRAPH_KEEP_EVENTS: '30' }],
    ['must not be more than', { PAYGRAPH_KEEP_POLLS: '91', PAYGRAPH_KEEP_BODIES: '90' }],
    ['PAYGRAPH_KEEP_BODIES', { PAYGRAPH_KEEP_BODIES: '0' }],
  ])('is refused with %s', (message, more) => {
    expect(() => readConfig({ ...environment, ...more })).toThrow(message);
  });
});
