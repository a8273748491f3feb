export function describeA14(): void {
  // Filled by its own commit.
}
