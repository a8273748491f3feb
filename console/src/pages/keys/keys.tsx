import { graphql } from '../../gql/index.ts';
import type { Scope } from '../../gql/graphql.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton, listOf } from '../../parts/actions/action-button.tsx';
import { SecretButton } from '../../parts/actions/secret-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import { Answered, Page } from '../../parts/page.tsx';
import { Simple } from '../../parts/simple-table.tsx';
import { labelOf, Status, When } from '../../parts/texts.tsx';
import { useSession } from '../../session/session.tsx';

const keysDocument = graphql(/* GraphQL */ `
  query Keys {
    viewer {
      apiKeys(first: 100) {
        id
        name
        prefix
        scopes
        createdAt
        lastUsedAt
        revokedAt
      }
    }
  }
`);

const revokeDocument = graphql(/* GraphQL */ `
  mutation ConsoleRevokeKey($id: ID!) {
    revokeApiKey(id: $id) {
      __typename
      ...Refusal
    }
  }
`);

const createDocument = graphql(/* GraphQL */ `
  mutation ConsoleCreateKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      __typename
      ...Refusal
      ... on CreateApiKeySuccess {
        secret
      }
    }
  }
`);

const scopes: readonly Scope[] = [
  'READ',
  'ORDERS_WRITE',
  'REFUNDS_WRITE',
  'SETTLEMENTS_WRITE',
  'MANAGE',
];

/** A key can pass on only what it may do itself. */
function CreateKey({ onCreated }: { onCreated: () => void }) {
  const { may } = useSession();
  const send = useSend();
  return (
    <SecretButton
      label="Create a key"
      done="It can be used at once."
      fields={[
        { name: 'name', label: 'Name', isRequired: true },
        {
          name: 'scopes',
          label: 'Scopes',
          choices: scopes
            .filter((scope) => may(scope))
            .map((value) => ({ value, label: labelOf(value) })),
          isMultiple: true,
        },
      ]}
      send={(values, reveal) =>
        send(
          createDocument,
          { input: { name: values['name'] ?? '', scopes: listOf(values['scopes']) as Scope[] } },
          ({ createApiKey: result }) => {
            if ('secret' in result) reveal([{ label: 'Key', text: result.secret }]);
            onCreated();
            return null;
          },
        )
      }
    >
      The key is shown once. Whoever has it can do what its scopes allow.
    </SecretButton>
  );
}

/** The merchant's API keys. */
export function Keys() {
  const query = useLiveQuery(keysDocument, {}, { every: 5_000 });
  const send = useSend();
  return (
    <Page title="API keys" actions={<CreateKey onCreated={query.refresh} />}>
      <Answered query={query}>
        {({ viewer }) => (
          <Simple
            label="API keys"
            rows={(viewer?.apiKeys ?? []).map((key) => ({
              key: key.id,
              cells: {
                Name: key.name,
                Prefix: <span className="mono">{key.prefix}…</span>,
                Scopes: key.scopes.map(labelOf).join(', '),
                Created: <When at={key.createdAt} />,
                'Last used': <When at={key.lastUsedAt} />,
                Status: <Status of={key.revokedAt ? 'REVOKED' : 'ACTIVE'} />,
                Action: key.revokedAt ? null : (
                  <ActionButton
                    label="Revoke"
                    isGrave
                    done="It was revoked."
                    send={() => send(revokeDocument, { id: key.id })}
                  >
                    The key “{key.name}” is refused from now on. It cannot be undone.
                  </ActionButton>
                ),
              },
            }))}
          />
        )}
      </Answered>
    </Page>
  );
}
