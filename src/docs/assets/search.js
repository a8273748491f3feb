// What the search finds, in the browser and in tests: no element of a page is used here.

/** "createRefund" is found by "refund" too. */
function wordsOf(term) {
  const parts = term
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
  return parts.length === 1 ? parts : [term.toLowerCase(), ...parts];
}

/** Entries of search.json. Returns a function that finds the best `most` of them for a text. */
export function createSearch(MiniSearch, entries) {
  const index = new MiniSearch({
    idField: 'url',
    fields: ['title', 'where', 'text'],
    storeFields: ['title', 'where', 'url', 'text'],
    processTerm: wordsOf,
    searchOptions: {
      processTerm: (term) => term.toLowerCase(),
      boost: { title: 6, where: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(entries);
  return (text, most = 12) => {
    const all = index.search(text, { combineWith: 'AND' });
    const found = all.length > 0 ? all : index.search(text, { combineWith: 'OR' });
    return found.slice(0, most);
  };
}

/** The part of a text around the first of the words that were found in it. */
export function excerptOf(text, terms) {
  const lower = text.toLowerCase();
  const at = Math.min(...terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0));
  const from = Number.isFinite(at) ? Math.max(0, lower.lastIndexOf(' ', Math.max(0, at - 40))) : 0;
  const end = from + 140;
  return `${from > 0 ? '…' : ''}${text.slice(from, end).trim()}${text.length > end ? '…' : ''}`;
}
