import { graphql } from '../../gql/index.ts';
import { useLiveQuery } from '../../live/use-live-query.ts';
import { Answered, Nothing, Page } from '../../parts/page.tsx';

const attentionDocument = graphql(/* GraphQL */ `
  query Attention {
    attention(first: 100) {
      totalCount
      nodes {
        reason
        since
        summary
      }
    }
  }
`);

/** What needs a person, oldest first. */
export function Attention() {
  const query = useLiveQuery(attentionDocument, {}, { every: 5_000 });
  return (
    <Page title="Needs a person">
      <Answered query={query}>
        {({ attention }) =>
          attention.totalCount === 0 ? <Nothing>Nothing needs a person.</Nothing> : null
        }
      </Answered>
    </Page>
  );
}
