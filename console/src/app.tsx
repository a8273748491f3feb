import { MantineProvider } from '@mantine/core';
import { Route, Router, Switch } from 'wouter';
import { LiveLog } from './live/live.tsx';
import { NotFound, routes } from './pages/routes.tsx';
import { Shell } from './parts/shell.tsx';
import { home } from './session/endpoint.ts';
import { SessionGate } from './session/session.tsx';
import { readableColors, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableColors} defaultColorScheme="auto">
      <Router base={home}>
        <SessionGate>
          <LiveLog>
            <Shell>
              <Switch>
                {routes.map(({ path, page }) => (
                  <Route key={path} path={path} component={page} />
                ))}
                <Route component={NotFound} />
              </Switch>
            </Shell>
          </LiveLog>
        </SessionGate>
      </Router>
    </MantineProvider>
  );
}
