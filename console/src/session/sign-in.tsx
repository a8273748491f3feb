import { useState } from 'react';
import type { FormEvent } from 'react';
import { Alert, Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';

interface Props {
  /** Why the last session has ended, or the last key was refused. */
  reason: string | null;
  onKey: (key: string) => void;
}

/** The key is pasted. It is kept for this tab alone. */
export function SignIn({ reason, onKey }: Props) {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') onKey(key.trim());
  };
  return (
    <main className="sign-in">
      <Paper withBorder p="xl" radius="md" component="form" onSubmit={submit}>
        <Stack>
          <Title order={1} size="h2">
            Paygraph console
          </Title>
          {reason === null ? null : (
            <Alert color="red" role="alert" variant="outline">
              {reason}
            </Alert>
          )}
          <PasswordInput
            label="API key"
            description="With the scope READ. What else it allows is offered."
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            autoFocus
            required
          />
          <Button type="submit">Sign in</Button>
          <Text size="sm" c="dimmed">
            The key stays in this tab, and goes to this server alone.
          </Text>
        </Stack>
      </Paper>
    </main>
  );
}
