export function describeA9(): void {
  // Filled by its own commit.
}
