export function describeA6(): void {
  // Filled by its own commit.
}
