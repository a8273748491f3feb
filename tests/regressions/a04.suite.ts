export function describeA4(): void {
  // Filled by its own commit.
}
