import { describe, expect, it } from 'vitest';
import { readHttpMessage } from '../../cli/http-message.ts';
import { plus } from '../../cli/stories/decimal.ts';
import { createTerminal, plain, table } from '../../cli/terminal.ts';
import { Writable } from 'node:stream';

describe('a recorded HTTP message', () => {
  it('is read with either line end, and its body byte for byte', () => {
    const body = Buffer.from([0x7b, 0xff, 0x0d, 0x0a, 0x0d, 0x0a, 0x7d]);
    for (const end of ['\n', '\r\n']) {
      const head = ['POST /a?b=%20c HTTP/1.1', 'Signature: x: y ', 'note:café', '', ''].join(end);
      const message = readHttpMessage(Buffer.concat([Buffer.from(head), body]));
      expect(message).toEqual({
        method: 'POST',
        target: '/a?b=%20c',
        headers: [
          { key: 'Signature', value: 'x: y' },
          { key: 'note', value: 'café' },
        ],
        body,
      });
    }
  });

  it('of an answer has neither method nor target, and may have no body', () => {
    const message = readHttpMessage(Buffer.from('HTTP/1.1 200 OK\nA: b'));
    expect(message).toMatchObject({
      method: null,
      target: null,
      headers: [{ key: 'A', value: 'b' }],
    });
    expect(message.body).toHaveLength(0);
  });
});

it.each([
  ['25.25', '5', '30.25'],
  ['25.25', '-10', '15.25'],
  ['0.1', '0.02', '0.12'],
  ['3', '4', '7'],
  ['1', '-1.5', '-0.5'],
  ['9007199254740993.000000000000000001', '0', '9007199254740993.000000000000000001'],
])('%s and %s are %s', (a, b, sum) => {
  expect(plus(a, b)).toBe(sum);
});

const written = (options: { isTTY: boolean; noColour?: string; isJson?: boolean }): string => {
  let text = '';
  const output = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => ((text += chunk.toString()), done()),
    }),
    { isTTY: options.isTTY },
  );
  const { isJson = false, noColour } = options;
  const terminal = createTerminal({ output, errors: output, isJson, noColour });
  terminal.line(terminal.paint('red', 'no'));
  terminal.json({ is: 'no' });
  return text;
};

describe('the terminal', () => {
  it('is coloured only where it is a terminal and NO_COLOR is not set', () => {
    expect(written({ isTTY: true })).toBe('\u001b[31mno\u001b[39m\n');
    expect(written({ isTTY: true, noColour: '' })).toContain('\u001b');
    expect(written({ isTTY: true, noColour: '1' })).toBe('no\n');
    expect(written({ isTTY: false })).toBe('no\n');
  });

  it('gets JSON alone where that is wanted', () => {
    expect(written({ isTTY: true, isJson: true })).toBe('{"is":"no"}\n');
  });

  it('shows nothing that would move its cursor or hide what follows', () => {
    expect(plain('a\u001b[2J\r\n\u202eb é')).toBe('a\uFFFD[2J\uFFFD\uFFFD\uFFFDb é');
  });

  it('has columns that are as wide as their longest cell', () => {
    expect(
      table([
        ['a', 'bc', 'd'],
        ['abc', '', 'e'],
      ]),
    ).toEqual(['a    bc  d', 'abc      e']);
  });
});
