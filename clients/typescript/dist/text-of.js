/** The text of a document. The printer is loaded only for those that are no text already. */
export async function textOf(document) {
    if (typeof document === 'object' && 'kind' in document) {
        const { print } = await import('graphql');
        return print(document);
    }
    return String(document);
}
