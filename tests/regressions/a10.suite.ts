export function describeA10(): void {
  // Filled by its own commit.
}
