export function describeA5(): void {
  // Filled by its own commit.
}
