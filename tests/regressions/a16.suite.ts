export function describeA16(): void {
  // Filled by its own commit.
}
