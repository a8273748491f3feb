/** The packages that a lock file takes from a registry. Our own packages are linked. */
const packagesOf = ({ packages }) =>
  Object.entries(packages).filter(
    ([path, { link = false }]) => path.startsWith('node_modules/') && !link,
  );

/** Whether only development needs a package: `npm start` and the commands of operators run without it. */
const isForDevelopment = ({ dev = false, devOptional = false }) => dev || devOptional;

/** The folders of the packages to install, without those that only some systems need. */
export const toInstall = (lock, { development }) =>
  packagesOf(lock)
    .filter(([, wanted]) => !wanted.optional && (development || !isForDevelopment(wanted)))
    .map(([path]) => path);

/** Whether npm's record of what it installed has packages for development. */
export const hasDevelopment = ({ packages }) =>
  Object.values(packages).some(({ dev = false }) => dev);

/**
 * Whether npm's record of what it installed (node_modules/.package-lock.json, which it writes last) matches the lock
 * file. Without `development`, packages for development may be missing. `here` tells whether a package is in its folder.
 */
export function isInstalled(lock, { packages: installed }, { development, here }) {
  return packagesOf(lock).every(([path, wanted]) => {
    const found = installed[path];
    if (found !== undefined) {
      const isSame = found.version === wanted.version && found.integrity === wanted.integrity;
      return isSame && here(path);
    }
    return Boolean(wanted.optional) || (!development && isForDevelopment(wanted));
  });
}
