import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import {
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { Problem } from '../page.tsx';
import type { Refused } from './use-send.ts';

export interface Field {
  /** In the values that `send` gets. */
  name: string;
  label: string;
  /** Of the input: what is wrong with it is shown beside the field. Default: the name. */
  path?: string;
  description?: string;
  /** What it begins with. Default: nothing. */
  initial?: string;
  kind?: 'TEXT' | 'LONG';
  /** Values and their labels, of which one is chosen, or several. The value of several has commas between them. */
  choices?: readonly { value: string; label: string }[];
  isMultiple?: boolean;
  isRequired?: boolean;
}

export type Values = Readonly<Record<string, string>>;

/** Of a field with several choices. */
export const listOf = (value: string | undefined): string[] => (value ? value.split(',') : []);

export interface ActionProps {
  /** On the button, and on the one that confirms. */
  label: string;
  /** What is about to happen, in a sentence. */
  children: ReactNode;
  fields?: readonly Field[];
  /** It moves money, or cannot be undone. */
  isGrave?: boolean;
  /** What is said once it is done: "The refund was requested." */
  done: string;
  /** The idempotency key is the same until the answer is known. */
  send: (values: Values, idempotencyKey: string) => Promise<Refused | null>;
}

/** A button, and the dialog that confirms it. */
export function ActionButton(props: ActionProps) {
  const { label, isGrave = false, done } = props;
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const open = (): void => {
    setDone(false);
    setOpen(true);
  };
  return (
    <>
      <Button size="xs" variant={isGrave ? 'filled' : 'default'} onClick={open}>
        {label}
      </Button>
      <Text size="sm" role="status" component="span" hidden={!isDone}>
        {isDone ? done : ''}
      </Text>
      {/* Its own header would be a second banner of the page. */}
      <Modal.Root opened={isOpen} onClose={() => setOpen(false)} transitionProps={{ duration: 0 }}>
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Body>
            <Group justify="space-between" pb="sm">
              <Modal.Title fw={700}>{label}</Modal.Title>
              <Modal.CloseButton aria-label="Close" />
            </Group>
            <Confirmation
              {...props}
              onEnd={(isSent) => {
                setOpen(false);
                setDone(isSent);
              }}
            />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}

const initialOf = (fields: readonly Field[]): Values =>
  Object.fromEntries(
    fields.map(({ name, initial, choices, isMultiple }) => [
      name,
      initial ?? (isMultiple ? '' : (choices?.[0]?.value ?? '')),
    ]),
  );

function Confirmation({
  label,
  children,
  fields = [],
  isGrave = false,
  send,
  onEnd,
}: ActionProps & { onEnd: (isSent: boolean) => void }) {
  const [values, setValues] = useState(() => initialOf(fields));
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isSending, setSending] = useState(false);
  const key = useRef(randomKey());
  const submit = async (): Promise<void> => {
    setSending(true);
    const answer = await send(values, key.current);
    setSending(false);
    if (answer === null) return onEnd(true);
    if (!answer.isLost) key.current = randomKey();
    setRefused(answer);
  };
  const set = (name: string, value: string): void => {
    setValues((before) => ({ ...before, [name]: value }));
  };
  const named = new Set(fields.map(({ name, path = name }) => path));
  const others = [...(refused?.issues ?? [])].filter(([path]) => !named.has(path));
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <Text component="div">{children}</Text>
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            issue={refused?.issues.get(field.path ?? field.name)}
            onChange={(value) => set(field.name, value)}
          />
        ))}
        {refused === null ? null : (
          <Problem>
            {refused.message}
            {others.map(([path, message]) => (
              <Text key={path} size="sm">
                {path} {message}.
              </Text>
            ))}
          </Problem>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onEnd(false)}>
            Leave it
          </Button>
          <Button type="submit" loading={isSending} color={isGrave ? 'red.9' : 'teal'}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface InputProps {
  field: Field;
  value: string;
  issue: string | undefined;
  onChange: (value: string) => void;
}

function Input({ field, value, issue, onChange }: InputProps) {
  const { label, description, kind = 'TEXT', choices, isMultiple, isRequired = false } = field;
  const common = {
    label,
    value,
    description,
    required: isRequired,
    error: issue === undefined ? null : `It ${issue}.`,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (choices !== undefined && isMultiple) {
    return (
      <Checkbox.Group
        {...common}
        value={listOf(value)}
        onChange={(chosen) => onChange(chosen.join(','))}
      >
        <Stack gap="xs" py="xs">
          {choices.map((choice) => (
            <Checkbox key={choice.value} {...choice} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  if (choices !== undefined) return <NativeSelect {...common} data={[...choices]} />;
  return kind === 'LONG' ? <Textarea {...common} autosize /> : <TextInput {...common} />;
}

/** `crypto.randomUUID` is missing in pages without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
