export interface LockFile {
  packages: Record<
    string,
    {
      version?: string;
      integrity?: string;
      link?: boolean;
      dev?: boolean;
      optional?: boolean;
      devOptional?: boolean;
    }
  >;
}
export function toInstall(lock: LockFile, options: { development: boolean }): string[];
export function hasDevelopment(installed: LockFile): boolean;
export function isInstalled(
  lock: LockFile,
  installed: LockFile,
  options: { development: boolean; here: (path: string) => boolean },
): boolean;
