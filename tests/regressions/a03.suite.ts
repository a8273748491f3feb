export function describeA3(): void {
  // Filled by its own commit.
}
