export function describeA12(): void {
  // Filled by its own commit.
}
