import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Connection } from '@paygraph/client';
import { Loader } from '@mantine/core';
import { Provider } from 'urql';
import type { Scope } from '../gql/graphql.ts';
import { createApiClient } from './client.ts';
import { storedKey } from './key.ts';
import { SignIn } from './sign-in.tsx';
import { verifyKey } from './verify.ts';
import type { Viewer } from './verify.ts';

export interface Session {
  viewer: Viewer;
  /** For what is not GraphQL: exports. */
  key: string;
  connection: Connection;
  /** Whether the key has the scope. What it may not do is not offered. */
  may: (scope: Scope) => boolean;
  signOut: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session');
  return session;
}

type State =
  | { is: 'CHECKING'; key: string }
  | { is: 'OUT'; reason: string | null }
  | { is: 'IN'; key: string; viewer: Viewer };

const atFirst = (): State => {
  const key = storedKey.read();
  return key === null ? { is: 'OUT', reason: null } : { is: 'CHECKING', key };
};

/** Shows its children to whoever has signed in, and the form to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [state, setState] = useState(atFirst);
  const end = useCallback((reason: string | null) => {
    storedKey.remove();
    setState({ is: 'OUT', reason });
  }, []);
  const checked = state.is === 'CHECKING' ? state.key : null;
  useEffect(() => {
    if (checked === null) return;
    let isCurrent = true;
    const check = async (): Promise<void> => {
      const verified = await verifyKey(checked);
      if (!isCurrent) return;
      if (!verified.ok) return end(verified.reason);
      storedKey.write(checked);
      setState({ is: 'IN', key: checked, viewer: verified.viewer });
    };
    void check();
    return () => {
      isCurrent = false;
    };
  }, [checked, end]);

  if (state.is === 'CHECKING') {
    return (
      <main className="sign-in">
        <Loader aria-label="Signing in" />
      </main>
    );
  }
  if (state.is === 'OUT') {
    return <SignIn reason={state.reason} onKey={(key) => setState({ is: 'CHECKING', key })} />;
  }
  return (
    <SignedIn accessKey={state.key} viewer={state.viewer} onEnd={end}>
      {children}
    </SignedIn>
  );
}

interface SignedInProps {
  accessKey: string;
  viewer: Viewer;
  onEnd: (reason: string | null) => void;
  children: ReactNode;
}

function SignedIn({ accessKey: key, viewer, onEnd, children }: SignedInProps) {
  const [connection, setConnection] = useState<Connection>('reconnecting');
  const client = useMemo(
    () =>
      createApiClient({
        key,
        onConnection: setConnection,
        onRefused: () => onEnd('You were signed out: this key is not accepted any more.'),
      }),
    [key, onEnd],
  );
  const session = useMemo(
    (): Session => ({
      viewer,
      key,
      connection,
      may: (scope) => viewer.scopes.has(scope),
      signOut: () => onEnd(null),
    }),
    [viewer, key, connection, onEnd],
  );
  return (
    <Provider value={client}>
      <SessionContext value={session}>{children}</SessionContext>
    </Provider>
  );
}
