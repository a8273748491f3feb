import type { ReactNode } from 'react';
import { Link } from 'wouter';

const pages: Readonly<Record<string, string>> = {
  ord: '/orders/',
  rfd: '/refunds/',
  stl: '/settlements/',
  abn: '/abnormal-payments/',
  lnk: '/payment-links/',
  acc: '/accounts/',
  whd: '/webhooks/',
  eep: '/endpoints/',
};

/** The page of what has the id; null where it has none. */
export function addressOf(id: string): string | null {
  const page = pages[id.slice(0, 3)];
  return page === undefined ? null : page + id;
}

/** What has the id, by its reference or another name. */
export function SubjectLink({ id, name = id }: { id: string; name?: ReactNode }) {
  const address = addressOf(id);
  return address === null ? (
    <span className="mono">{name}</span>
  ) : (
    <Link href={address}>{name}</Link>
  );
}
