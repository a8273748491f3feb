export function describeA7(): void {
  // Filled by its own commit.
}
