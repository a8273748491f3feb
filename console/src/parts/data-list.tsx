import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Pages } from '../live/use-pages.ts';
import { sentenceOf } from './page.tsx';
import { Problem } from './page.tsx';

export interface Column<Row> {
  title: string;
  /** Its share of the width. Default: 1. */
  share?: number;
  cell: (row: Row) => ReactNode;
}

interface Props<Row extends { id: string }> {
  label: string;
  columns: readonly Column<Row>[];
  pages: Pages<Row>;
}

/** A table of any length: only the lines in sight are there, and the next page is read before its end is. */
export function DataList<Row extends { id: string }>({ label, columns, pages }: Props<Row>) {
  const { rows, hasMore, isLoading, error, loadMore } = pages;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoading && last >= rows.length - 40) loadMore();
  }, [hasMore, isLoading, last, rows.length, loadMore]);
  const template = columns.map(({ share = 1 }) => `minmax(0, ${share}fr)`).join(' ');
  const style = { '--columns': template, height: virtual.getTotalSize(), position: 'relative' };
  return (
    <>
      {error === undefined ? null : <Problem>{sentenceOf(error)}</Problem>}
      <Text size="sm" role="status">
        {error === undefined ? countOf(rows.length, hasMore, isLoading) : ''}
      </Text>
      <div ref={scroller} className="list" tabIndex={0} role="region" aria-label={label}>
        <div role="table" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
          <div role="rowgroup" className="list-top" style={{ '--columns': template } as object}>
            <div role="row" className="list-head">
              {columns.map(({ title }) => (
                <span role="columnheader" key={title}>
                  {title}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" style={style as object}>
            {items.map(({ index, key, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <div
                  role="row"
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className="list-line"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {columns.map(({ title, cell }) => (
                    <span role="cell" key={title}>
                      {cell(row)}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

function countOf(count: number, hasMore: boolean, isLoading: boolean): string {
  if (count === 0) return isLoading || hasMore ? 'Loading…' : 'Nothing is there.';
  return hasMore ? `${count} read, and there are more` : `${count} in all`;
}
