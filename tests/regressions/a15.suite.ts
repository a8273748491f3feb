export function describeA15(): void {
  // Filled by its own commit.
}
