export function describeA2(): void {
  // Filled by its own commit.
}
