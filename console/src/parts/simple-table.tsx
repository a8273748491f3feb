import type { ReactNode } from 'react';
import { Table, Text } from '@mantine/core';

export interface SimpleRow {
  key: string;
  /** By the title of their column. Each row has the same. */
  cells: Readonly<Record<string, ReactNode>>;
}

/** A table of a page at most. It scrolls sideways where it is too wide. */
export function Simple({ label, rows }: { label: string; rows: readonly SimpleRow[] }) {
  const titles = Object.keys(rows[0]?.cells ?? {});
  if (rows.length === 0) return <Text role="status">Nothing is there.</Text>;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {titles.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {titles.map((title) => (
                <Table.Td key={title}>{cells[title]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
