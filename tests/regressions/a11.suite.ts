export function describeA11(): void {
  // Filled by its own commit.
}
