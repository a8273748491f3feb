export function describeA18(): void {
  // Filled by its own commit.
}
