/**
 * The events of a stream as the API sends it: lines end with a line feed. Comments and ids are left out. `onBytes` is
 * called with each chunk, because any byte is a sign of life.
 */
export async function* eventsOf(body, onBytes) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done)
                return;
            onBytes();
            const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
            rest = blocks.pop() ?? '';
            for (const block of blocks) {
                const event = eventOf(block);
                if (event !== null)
                    yield event;
            }
        }
    }
    finally {
        reader.cancel().catch(() => undefined);
    }
}
/** Null for a comment. */
function eventOf(block) {
    let name = '';
    let data = '';
    for (const line of block.split('\n')) {
        if (line.startsWith('event: '))
            name = line.slice('event: '.length);
        else if (line.startsWith('data: '))
            data += line.slice('data: '.length);
    }
    return name === '' ? null : { name, data };
}
