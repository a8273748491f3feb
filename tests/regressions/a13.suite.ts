export function describeA13(): void {
  // Filled by its own commit.
}
