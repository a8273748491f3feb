import { useState } from 'react';
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { Page, Problem } from '../../parts/page.tsx';
import { labelOf } from '../../parts/texts.tsx';
import { exportsUrl } from '../../session/endpoint.ts';
import { useSession } from '../../session/session.tsx';

const files = ['orders', 'refunds', 'settlements', 'abnormal-payments', 'movements', 'events'];

/** Files of the whole log. The key goes in a header, so a link alone would not do. */
export function Exports() {
  const { key } = useSession();
  const [name, setName] = useState(files[0] ?? '');
  const [format, setFormat] = useState('csv');
  const [state, setState] = useState<'IDLE' | 'LOADING' | 'FAILED'>('IDLE');
  const download = async (): Promise<void> => {
    setState('LOADING');
    const file = `${name}.${format}`;
    const answer = await fetch(exportsUrl + file, {
      headers: { authorization: `Bearer ${key}` },
    }).catch(() => null);
    if (answer?.ok !== true) return setState('FAILED');
    save(await answer.blob(), file);
    setState('IDLE');
  };
  return (
    <Page title="Exports">
      <Text>A file of all that has happened so far.</Text>
      <Group align="end">
        <NativeSelect
          label="What"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data={files.map((value) => ({ value, label: labelOf(value.replace('-', '_')) }))}
        />
        <NativeSelect
          label="Format"
          value={format}
          onChange={(event) => setFormat(event.currentTarget.value)}
          data={['csv', 'ndjson']}
        />
        <Button loading={state === 'LOADING'} onClick={() => void download()}>
          Download
        </Button>
      </Group>
      {state === 'FAILED' ? <Problem>The file could not be had. Try again later.</Problem> : null}
    </Page>
  );
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
