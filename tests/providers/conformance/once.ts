/** Makes something when it is first asked for. Several cases share it, whichever of them runs first. */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | null = null;
  return () => (made ??= make());
}
