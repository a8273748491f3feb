/** The packages that a lock file takes from a registry. Our own packages are linked. */
const packagesOf = ({ packages }) =>
  Object.entries(packages).filter(
    ([path, { link = false }]) => path.startsWith('node_modules/') && !link,
  );

/** The folders of the packages to install, without those that only some systems need. */
export const toInstall = (lock) =>
  packagesOf(lock)
    .filter(([, { optional = false }]) => !optional)
    .map(([path]) => path);

/**
 * Whether npm's record of what it installed (node_modules/.package-lock.json, which it writes last) matches the lock
 * file. In production, packages for development may be missing. `here` tells whether a package is in its folder.
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
