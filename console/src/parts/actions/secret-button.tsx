import { useState } from 'react';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { Copied } from '../texts.tsx';
import { ActionButton } from './action-button.tsx';
import type { ActionProps, Values } from './action-button.tsx';
import type { Refused } from './use-send.ts';

interface Secret {
  label: string;
  text: string;
}

interface Props extends Omit<ActionProps, 'send'> {
  send: (values: Values, reveal: (secrets: readonly Secret[]) => void) => Promise<Refused | null>;
}

/** An action that makes secrets, which are shown once. They are nowhere but in this page. */
export function SecretButton({ send, ...props }: Props) {
  const [secrets, setSecrets] = useState<readonly Secret[]>([]);
  return (
    <>
      <ActionButton {...props} send={(values) => send(values, setSecrets)} />
      {secrets.length === 0 ? null : (
        <Alert variant="outline" color="orange" title="Shown this once" w="100%">
          <Stack gap="xs" align="start">
            {secrets.map(({ label, text }) => (
              <Text key={label} component="div">
                {label}: <Copied text={text} label={label.toLowerCase()} />
              </Text>
            ))}
            <Button size="xs" variant="default" onClick={() => setSecrets([])}>
              It is stored
            </Button>
          </Stack>
        </Alert>
      )}
    </>
  );
}
