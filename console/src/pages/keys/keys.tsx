import { graphql } from '../../gql/index.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { ActionButton } from '../../parts/actions/action-button.tsx';
import { useSend } from '../../parts/actions/use-send.ts';
import { Answered, Page } from '../../parts/page.tsx';
import { Simple } from '../../parts/simple-table.tsx';
import { labelOf, Status, When } from '../../parts/texts.tsx';

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

/** The merchant's API keys. */
export function Keys() {
  const query = useLiveQuery(keysDocument, {}, { every: 5_000 });
  const send = useSend();
  return (
    <Page title="API keys">
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
