/** The packages that a lock file wants from a registry: those of ours are linked. */
const packagesOf = ({ packages }) =>
  Object.entries(packages).filter(
    ([path, { link = false }]) => path.startsWith('node_modules/') && !link,
  );

/** Where they go. Without those that only some systems need. */
export const toInstall = (lock) =>
  packagesOf(lock)
    .filter(([, { optional = false }]) => !optional)
    .map(([path]) => path);

/**
 * Whether what npm says to have installed (node_modules/.package-lock.json, which it writes last) is what the lock file
 * wants. In production what is for development may be missing. `here` says whether a package is in its folder.
 */
export function isInstalled(lock, { packages: installed }, { isProduction, here }) {
  return packagesOf(lock).every(([path, wanted]) => {
    const found = installed[path];
    if (found !== undefined) {
      const isSame = found.version === wanted.version && found.integrity === wanted.integrity;
      return isSame && here(path);
    }
    const { optional = false, dev = false, devOptional = false } = wanted;
    return optional || (isProduction && (dev || devOptional));
  });
}
