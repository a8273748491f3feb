export function describeA8(): void {
  // Filled by its own commit.
}
