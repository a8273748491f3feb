export function describeA1(): void {
  // Filled by its own commit.
}
