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
export function toInstall(lock: LockFile): string[];
export function isInstalled(
  lock: LockFile,
  installed: LockFile,
  options: { isProduction: boolean; here: (path: string) => boolean },
): boolean;
