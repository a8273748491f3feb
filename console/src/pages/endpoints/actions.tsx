import type { EndpointRowFragment, EndpointSecretsFragment } from '../../gql/graphql.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { SecretButton } from '../../parts/actions/secret-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import {
  createEndpointDocument,
  replayEventsDocument,
  rotateDocument,
  updateEndpointDocument,
} from './documents.ts';

const secretsOf = ({ secret, publicKey }: EndpointSecretsFragment) => [
  { label: 'Secret', text: secret },
  ...(publicKey ? [{ label: 'Public key', text: publicKey }] : []),
];

export function AddEndpoint() {
  const send = useSend();
  return (
    <SecretButton
      label="Add an endpoint"
      done="Events are sent to it from now on."
      fields={[
        { name: 'url', label: 'Address', isRequired: true },
        { name: 'description', label: 'Description' },
      ]}
      send={({ url = '', description }, reveal) =>
        send(
          createEndpointDocument,
          { input: { url, ...(description && { description }) } },
          ({ createEventEndpoint: result }) => {
            if ('secret' in result) reveal(secretsOf(result));
            return null;
          },
        )
      }
    >
      Events are sent to it from now on, signed with a secret that is shown once.
    </SecretButton>
  );
}

export function Switch({ endpoint: { id, endpointStatus } }: { endpoint: EndpointRowFragment }) {
  const send = useSend();
  const isActive = endpointStatus === 'ACTIVE';
  return (
    <ActionButton
      label={isActive ? 'Pause' : 'Resume'}
      done={isActive ? 'Nothing more is sent to it.' : 'Events are sent to it again.'}
      send={() => send(updateEndpointDocument, { input: { id, enabled: !isActive } })}
    >
      {isActive
        ? 'Nothing is sent to it. Its events wait in the log.'
        : 'Its events are sent from its cursor on, and what has failed is tried at once.'}
    </ActionButton>
  );
}

const day = 86_400;

export function RotateSecret({ id }: { id: string }) {
  const send = useSend();
  return (
    <SecretButton
      label="Rotate the secret"
      isGrave
      done="The new secret signs from now on."
      fields={[
        {
          name: 'keepOldFor',
          label: 'The old secret signs too',
          initial: String(day),
          choices: [
            { value: '0', label: 'No longer' },
            { value: '3600', label: 'For an hour' },
            { value: String(day), label: 'For a day' },
            { value: String(7 * day), label: 'For a week' },
          ],
        },
      ]}
      send={({ keepOldFor }, reveal) =>
        send(
          rotateDocument,
          { input: { id, keepOldFor: Number(keepOldFor) } },
          ({ rotateEventEndpointSecret: result }) => {
            if ('secret' in result) reveal(secretsOf(result));
            return null;
          },
        )
      }
    >
      A new secret is made and shown once. Until the old one has ended, whatever verifies with
      either accepts what is sent.
    </SecretButton>
  );
}

interface ReplayProps {
  endpoint: string;
  /** The cursor after which it begins. */
  after: string;
  onSent: () => void;
}

export function SendAgain({ endpoint, after, onSent }: ReplayProps) {
  const send = useSend();
  return (
    <ActionButton
      label="Send again from here"
      done="They are sent again."
      send={async () => {
        const refused = await send(replayEventsDocument, { input: { endpoint, after } });
        if (refused === null) onSent();
        return refused;
      }}
    >
      This event and all later ones are sent to the endpoint again, in order and under the same ids,
      also those that were delivered.
    </ActionButton>
  );
}
