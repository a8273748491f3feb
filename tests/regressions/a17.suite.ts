export function describeA17(): void {
  // Filled by its own commit.
}
