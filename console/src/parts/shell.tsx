import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { AppShell, Burger, Button, Group, NavLink, Stack, Text, TextInput } from '@mantine/core';
import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useLocation } from 'wouter';
import { routes } from '../pages/routes.tsx';
import { useSession } from '../session/session.tsx';

/** What is around each page. */
export function Shell({ children }: { children: ReactNode }) {
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 210, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" wrap="nowrap">
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={isOpen}
            onClick={menu.toggle}
            aria-label="Menu"
            aria-expanded={isOpen}
          />
          <Text fw={700} className="wide-only">
            Paygraph
          </Text>
          <SearchBox />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <Pages onLeave={menu.close} />
        <Account />
      </AppShell.Navbar>
      <AppShell.Main id="main">{children}</AppShell.Main>
    </AppShell>
  );
}

function Pages({ onLeave }: { onLeave: () => void }) {
  const { may } = useSession();
  const [location] = useLocation();
  const shown = routes.filter(({ label, scope }) => label !== undefined && (!scope || may(scope)));
  return (
    <Stack gap={0} style={{ flex: 1, overflowY: 'auto' }}>
      {shown.map(({ path, label }) => {
        const isHere = location === path || (path !== '/' && location.startsWith(`${path}/`));
        return (
          <NavLink
            key={path}
            component={Link}
            href={path}
            label={label}
            active={isHere}
            color="teal"
            variant="filled"
            aria-current={isHere ? 'page' : undefined}
            onClick={onLeave}
          />
        );
      })}
    </Stack>
  );
}

function Account() {
  const { viewer, connection, signOut } = useSession();
  return (
    <Stack gap="xs" p="xs">
      <Text size="sm" role="status">
        {connection === 'live' ? '● Live' : '○ Connecting…'}
      </Text>
      <Text size="sm" c="dimmed">
        {viewer.merchant.name}
      </Text>
      <SchemeButton />
      <Button variant="default" size="xs" onClick={signOut}>
        Sign out
      </Button>
    </Stack>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light';
  return (
    <Button variant="default" size="xs" onClick={() => setColorScheme(other)}>
      {other === 'dark' ? 'Dark colours' : 'Light colours'}
    </Button>
  );
}

/** The text is kept beside the address and not in it: it may be of a payer, and addresses end up in logs. */
function SearchBox() {
  const [text, setText] = useState('');
  const [, navigate] = useLocation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') navigate('/search', { state: { text: text.trim() } });
  };
  return (
    <form role="search" onSubmit={submit} style={{ flex: 1, maxWidth: '36rem' }}>
      <TextInput
        type="search"
        aria-label="Search"
        placeholder="Id, reference, hash or payer"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
